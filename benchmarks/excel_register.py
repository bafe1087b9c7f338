"""A register as a workbook of n rows x 30 columns: shared strings, dates, numbers, a formula, a table, drop-downs and
conditional formats. Written as text, so that making it takes no time worth telling.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from rma_sheets.adapters.excel.addresses import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
COLUMNS = [column_letters(number) for number in range(1, 31)]
WORDS = 2_000


def write_register(path: Path, rows: int, other_sheets: int = 0) -> Path:
    """A workbook with `rows` rows under a header; `other_sheets` more of the same size beside it."""
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, other_sheets + 2)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _small_parts(rows, names):
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
        for name in names:
            package.writestr(name, "".join(_sheet(rows, table=name == names[0])))
    return path


def _sheet(rows: int, *, table: bool) -> Iterator[str]:
    last = COLUMNS[-1]
    yield (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
           f'<dimension ref="A1:{last}{rows + 1}"/><sheetData><row r="1" spans="1:30">')
    yield "".join(f'<c r="{letter}1" s="1" t="s"><v>{number}</v></c>' for number, letter in enumerate(COLUMNS))
    yield "</row>"
    for row in range(2, rows + 2):
        yield f'<row r="{row}" spans="1:30">{"".join(_cell(row, number) for number in range(30))}</row>'
    yield "</sheetData>"
    yield (f'<conditionalFormatting sqref="C2:C{rows + 1}"><cfRule type="cellIs" dxfId="0" priority="1" '
           f'operator="greaterThan"><formula>9</formula></cfRule></conditionalFormatting>'
           f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="B2:B{rows + 1}">'
           f'<formula1>"requested,approved,received"</formula1></dataValidation></dataValidations>')
    yield ('<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' if table else "") + "</worksheet>"


def _cell(row: int, number: int) -> str:
    place = f"{COLUMNS[number]}{row}"
    if number % 10 == 2:
        return f'<c r="{place}"><v>{row % 90}.5</v></c>'
    if number % 10 == 5:
        return f'<c r="{place}" s="2"><v>{46000 + row % 300}</v></c>'
    if number == 29:
        return f'<c r="{place}"><f>C{row}*2</f><v>{row % 90 * 2 + 1}</v></c>'
    return f'<c r="{place}" t="s"><v>{30 + (row * 7 + number * 13) % WORDS}</v></c>'


def _small_parts(rows: int, sheets: list[str]) -> Iterator[tuple[str, str]]:
    listed = "".join(f'<Override PartName="/{name}" ContentType="{TYPE}.worksheet+xml"/>' for name in sheets)
    yield "[Content_Types].xml", (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>{listed}'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/tables/table1.xml" ContentType="{TYPE}.table+xml"/></Types>')
    yield "_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))
    yield "xl/workbook.xml", (f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>' + "".join(
        f'<sheet name="Tab{number}" sheetId="{number}" r:id="rId{number}"/>' for number in range(1, len(sheets) + 1))
        + "</sheets></workbook>")
    yield "xl/_rels/workbook.xml.rels", _relations(
        *(("worksheet", name.removeprefix("xl/")) for name in sheets), ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"))
    yield "xl/worksheets/_rels/sheet1.xml.rels", _relations(("table", "../tables/table1.xml"))
    yield "xl/tables/table1.xml", (
        f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:AD{rows + 1}"><autoFilter '
        f'ref="A1:AD{rows + 1}"/><tableColumns count="30">' + "".join(
            f'<tableColumn id="{number}" name="Column {number}"/>' for number in range(1, 31))
        + "</tableColumns></table>")
    words = [f"Column {number}" for number in range(1, 31)] + [f"word {number} of the register" for number in
                                                               range(WORDS)]
    yield "xl/sharedStrings.xml", (f'<sst xmlns="{MAIN}" count="{len(words)}" uniqueCount="{len(words)}">'
                                   + "".join(f"<si><t>{word}</t></si>" for word in words) + "</sst>")
    yield "xl/styles.xml", (
        f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" '
        'fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<dxfs count="1"><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs></styleSheet>')


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                     for number, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'
