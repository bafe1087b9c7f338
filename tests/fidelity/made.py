"""Workbooks of our own, each odd in one way that was met in public ones; valid, or at least opened by somebody.

Each is one small package made of texts. `ODD` maps a name to its bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (f'<styleSheet xmlns="{NAMESPACE}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
          '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/>'
          '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
          '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>'
          '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
          '</cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
          '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
          '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
          '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1"/>'
          '</xf></cellXfs></styleSheet>')

ROWS = ('<row r="1" spans="1:4"><c r="A1" s="1" t="inlineStr"><is><t>Order</t></is></c><c r="B1" s="1" t="inlineStr">'
        '<is><t>Qty</t></is></c><c r="C1" s="1" t="inlineStr"><is><t>Day</t></is></c><c r="D1" t="inlineStr"><is>'
        '<t>Sum</t></is></c></row>'
        '<row r="2" spans="1:4"><c r="A2" s="3" t="inlineStr"><is><t>00123</t></is></c><c r="B2"><v>2</v></c>'
        '<c r="C2" s="2"><v>46000</v></c><c r="D2"><f>B2*2</f><v>4</v></c></row>'
        '<row r="4" spans="1:4"><c r="A4" s="3"/><c r="B4"><v>3.5</v></c><c r="D4"><f>B4*2</f><v>7</v></c></row>')


def sheet(rows: str = ROWS, before: str = "", after: str = "", namespaces: str = "") -> str:
    """A sheet part with those rows; `before` and `after` stand around its sheetData."""
    return (f'<worksheet xmlns="{NAMESPACE}" xmlns:r="{_OFFICE}"{namespaces}>{before}'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>")


def book(sheets: int = 1, properties: str = "", after: str = "", name: str = "Sheet{}") -> str:
    """The workbook's part."""
    listed = "".join(f'<sheet name="{name.format(number)}" sheetId="{number}" r:id="rId{number}"/>'
                     for number in range(1, sheets + 1))
    return (f'<workbook xmlns="{NAMESPACE}" xmlns:r="{_OFFICE}">{properties}<sheets>{listed}</sheets>{after}'
            "</workbook>")


def relations(*targets: tuple[str, str]) -> str:
    """Relationships rId1, rId2, ... of those kinds and targets."""
    listed = "".join(f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
                     for number, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def content_types(*parts: tuple[str, str]) -> str:
    """The list of contents."""
    listed = "".join(f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in parts)
    return (f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>')


def parts(sheet_part: str | bytes = "", **others: str | bytes) -> dict[str, bytes]:
    """The parts of a workbook of one sheet; others by name with `__` for `/` and `_` before the extension."""
    names = {"[Content_Types].xml": content_types(("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles"),
                                                  ("xl/worksheets/sheet1.xml", "worksheet")),
             "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
             "xl/workbook.xml": book(),
             "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
             "xl/styles.xml": STYLES, "xl/worksheets/sheet1.xml": sheet_part or sheet()}
    names.update({name.replace("__", "/"): content for name, content in others.items()})
    return {name: content if isinstance(content, bytes) else (DECLARED + content).encode()
            for name, content in names.items()}


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"",
           *, zip64: bool = False) -> bytes:
    """A zip of those members; `zip64`: with the large form of headers."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as package:
        package.comment = comment
        for name, member in members.items():
            info = zipfile.ZipInfo(name, (2026, 11, 23, 10, 0, 0))
            info.compress_type = method
            with package.open(info, "w", force_zip64=zip64) as file:
                file.write(member)
    return content.getvalue()


def raw_parts(content: bytes) -> dict[str, bytes]:
    """The members of a zip, inflated."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


class _Unseekable(io.BytesIO):
    """A stream, for which zip puts sizes behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError("no seek")


def streamed(members: Mapping[str, bytes]) -> bytes:
    """A zip whose members have data descriptors."""
    content = _Unseekable()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, member in members.items():
            package.writestr(name, member)
    return content.getvalue()


def _unnumbered(text: str) -> str:
    return re.sub(r' r="[A-Z]*\d+"', "", text)


_PREFIXED = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", sheet()).replace("xmlns=", "xmlns:x=")
_TABLE = (f'<table xmlns="{NAMESPACE}" id="1" name="T" displayName="T" ref="A1:D4"><autoFilter ref="A1:D4"/>'
          '<tableColumns count="4"><tableColumn id="1" name="Order"/><tableColumn id="2" name="Qty"/>'
          '<tableColumn id="3" name="Day"/><tableColumn id="4" name="Sum"/></tableColumns></table>')
_WITH_TABLE = {
    "xl__worksheets___rels__sheet1.xml.rels": relations(("table", "../tables/table1.xml")),
    "[Content_Types].xml": content_types(
        ("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles"), ("xl/worksheets/sheet1.xml", "worksheet"),
        ("xl/tables/table1.xml", "table"))}
_TABLE_PART = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
_X14 = ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
_MC = ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_EXTENDED = ('<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/'
             'spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
             '<x14:dataValidations count="1"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>'
             "Sheet1!$A$2:$A$4</xm:f></x14:formula1><xm:sqref>B2:B4 D2</xm:sqref></x14:dataValidation>"
             "</x14:dataValidations></ext></extLst>")
_RULES = ('<autoFilter ref="A1:D4"/><mergeCells count="1"><mergeCell ref="F2:G3"/></mergeCells>'
          '<conditionalFormatting sqref="B2:B4"><cfRule type="cellIs" priority="1" operator="greaterThan"><formula>3'
          '</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="whole" '
          'allowBlank="1" sqref="B2:B4 A1"><formula1>1</formula1><formula2>9</formula2></dataValidation>'
          "</dataValidations>")
_SHARED = ROWS.replace("<f>B2*2</f>", '<f t="shared" ref="D2:D4" si="0">B2*2</f>').replace(
    "<f>B4*2</f>", '<f t="shared" si="0"/>')
_ARRAY = ROWS.replace("<f>B2*2</f>", '<f t="array" ref="D2:E3">B2:B3*2</f>')
_NAMES = '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Sheet1!$A$1:$D$4' \
         "</definedName></definedNames>"

_BOLD = '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
_BOLD_OR_MORE = (f'<mc:AlternateContent{_MC}><mc:Choice{_X14} Requires="x14">{_BOLD[:-2]} x14:more="1"/></mc:Choice>'
                 f"<mc:Fallback>{_BOLD}</mc:Fallback></mc:AlternateContent>")

_LIST_OF_OTHER_TAB = ('<dataValidations count="1"><dataValidation type="list" sqref="A2"><formula1>sheetData!$A$1:$A$5'
                      "</formula1></dataValidation></dataValidations>")


def _odd() -> dict[str, bytes]:
    plain = parts()
    one = {
        "plain": packed(plain),
        "utf-16": packed(parts(sheet().encode("utf-16"))),
        "utf-16-declared": packed(parts(('<?xml version="1.0" encoding="UTF-16"?>' + sheet()).encode("utf-16"))),
        "utf-16-without-bom": packed(parts(
            ('<?xml version="1.0" encoding="UTF-16LE"?>' + sheet()).encode("utf-16-le"))),
        "latin-1": packed(parts(('<?xml version="1.0" encoding="ISO-8859-1"?>' + sheet(ROWS.replace(
            "Order", "Prénom"))).encode("latin-1"))),
        "bom": packed(parts(b"\xef\xbb\xbf" + (DECLARED + sheet()).encode())),
        "no-declaration": packed(parts(sheet().encode())),
        "single-quotes": packed(parts((DECLARED + sheet()).replace('"', "'").encode())),
        "greater-in-attribute": packed(parts(sheet(ROWS.replace('<row r="2"', '<row ht="15" x="a>b" r="2"').replace(
            '<c r="B2">', '<c x="1>0" r="B2">')))),
        "newlines-in-tags": packed(parts(sheet(re.sub('<(c|row) r="', '<\\1\n \tr="', ROWS)))),
        "pretty-printed": packed(parts(sheet(re.sub(r"(<(?:row|c|is|v|f)[ >]|</(?:row|c|is)>)", r"\n  \1", ROWS)))),
        "empty-row-elements": packed(parts(sheet('<row r="1"/><row r="2" ht="20" customHeight="1"/>' + ROWS[
            ROWS.index('<row r="4"'):]))),
        "no-rows": packed(parts(sheet("").replace("<sheetData></sheetData>", "<sheetData/>"))),
        "no-rows-open": packed(parts(sheet(""))),
        "no-references": packed(parts(sheet(_unnumbered(ROWS.replace('<row r="4"', "<row/><row"))))),
        "lower-case-references": packed(parts(sheet(re.sub(r'<c r="([A-D])', lambda hit: hit[0].lower(), ROWS)))),
        "prefixed": packed(parts(_PREFIXED)),
        "a-second-prefix": packed(parts(sheet(ROWS.replace("<v>", f'<v xmlns="{NAMESPACE}">'),
                                              namespaces=f' xmlns:x="{NAMESPACE}"'))),
        "comments": packed(parts(sheet(ROWS.replace('<row r="2"', '<!-- <row r="2"><c r="A2"/> --><row r="2"')))),
        "cdata": packed(parts(sheet(ROWS.replace("<t>00123</t>", "<t><![CDATA[<c r=\"B2\">00123</c>]]></t>")))),
        "instructions": packed(parts(sheet(ROWS.replace("<row r=\"4\"", "<?note <row r=\"3\"> ?><row r=\"4\"")))),
        "carriage-returns": packed(parts(sheet(ROWS.replace("00123", "a&#13;\nb").replace("</c>", "</c>\r\n")))),
        "alternate-content": packed(parts(sheet(ROWS.replace(
            '<c r="D4"><f>B4*2</f><v>7</v></c>', '<mc:AlternateContent><mc:Choice Requires="x14"><c r="D4"><v>7</v></c>'
            '</mc:Choice><mc:Fallback><c r="D4"><v>8</v></c></mc:Fallback></mc:AlternateContent>'),
            namespaces=_MC + _X14))),
        "rows-out-of-order": packed(parts(sheet(ROWS[ROWS.index('<row r="2"'):] + ROWS[:ROWS.index('<row r="2"')]))),
        "cells-out-of-order": packed(parts(sheet(ROWS.replace('<c r="B2"><v>2</v></c>', "").replace(
            '<v>4</v></c></row>', '<v>4</v></c><c r="B2"><v>2</v></c></row>')))),
        "open-blank-cells": packed(parts(sheet(ROWS.replace('<c r="A4" s="3"/>', '<c r="A4" s="3"></c>')))),
        "cell-extensions": packed(parts(sheet(ROWS.replace("<v>2</v>", "<v>2</v><extLst><ext/></extLst>")))),
        "phonetic": packed(parts(sheet(ROWS.replace("<t>00123</t>", '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t>'
                                                    "</rPh>")))),
        "iso-dates": packed(parts(sheet(ROWS.replace('<c r="C2" s="2"><v>46000</v>', '<c r="C2" s="2" t="d">'
                                                     "<v>2025-12-09</v>")))),
        "errors": packed(parts(sheet(ROWS.replace('<c r="B2"><v>2</v>', '<c r="B2" t="e"><v>#N/A</v>')))),
        "shared-formula": packed(parts(sheet(_SHARED))),
        "array-formula": packed(parts(sheet(_ARRAY))),
        "rules": packed(parts(sheet(after=_RULES)) | {
            "xl/workbook.xml": (DECLARED + book(after=_NAMES)).encode()}),
        "extended-lists": packed(parts(sheet(after=_EXTENDED))),
        "columns": packed(parts(sheet(before='<dimension ref="A1:D4"/><sheetFormatPr defaultRowHeight="15"/><cols><col '
                                      'min="1" max="2" width="20" style="3" customWidth="1"/><col min="5" max="16384" '
                                      'width="9" style="1"/></cols>'))),
        "styled-rows": packed(parts(sheet(ROWS.replace('<row r="4"', '<row r="4" s="1" customFormat="1" ht="30"')
                                          + "".join(f'<row r="{row}" s="2" customFormat="1"/>'
                                                    for row in range(5, 40))))),
        "rows-above": packed(parts(sheet(re.sub(r'r="([A-D]?)(\d)"', lambda hit: f'r="{hit[1]}{int(hit[2]) + 5}"',
                                                ROWS)))),
        "table": packed(parts(sheet(after=_TABLE_PART), **{"xl__tables__table1.xml": _TABLE, **_WITH_TABLE})),
        "table-with-totals": packed(parts(sheet(after=_TABLE_PART), **{
            "xl__tables__table1.xml": _TABLE.replace('ref="A1:D4"><autoFilter ref="A1:D4"/>',
                                                     'ref="A1:D4" totalsRowCount="1"><autoFilter ref="A1:D3"/>'),
            **_WITH_TABLE})),
        "protected": packed(parts(sheet(after='<sheetProtection sheet="1" objects="1" scenarios="1"/>'))),
        "from-1904": _with_book(book(properties='<workbookPr date1904="1"/>')),
        "odd-titles": _with_book(book(name="L'été ! 😀 &amp; {}")),
        "hidden-sheet": _with_book(book().replace('sheetId="1"', 'sheetId="1" state="veryHidden"')),
        "computed": _with_book(book(after='<calcPr calcId="191029" iterate="1"/>')),
        "absolute-targets": packed(plain | {"xl/_rels/workbook.xml.rels": (DECLARED + relations(
            ("worksheet", "/xl/worksheets/sheet1.xml"), ("styles", "/xl/styles.xml"))).encode()}),
        "other-case": packed({name.replace("sheet1", "Sheet1"): content for name, content in plain.items()}),
        "no-styles": packed({name: content.replace(b'<Override PartName="/xl/styles.xml" ContentType="' + _TYPE.encode()
                                                   + b'.styles+xml"/>', b"") for name, content in (_without_looks() | {
            "xl/_rels/workbook.xml.rels": (DECLARED + relations(("worksheet", "worksheets/sheet1.xml"))).encode(),
            }).items() if name != "xl/styles.xml"}),
        "undeclared-prefix-in-styles": packed(plain | {"xl/styles.xml": (DECLARED + STYLES.replace(
            'xfId="0" applyFont="1"', 'xfId="0" hs:kept="1" foreign="1" applyFont="1"')).encode()}),
        "alternatives-in-styles": packed(plain | {"xl/styles.xml": (DECLARED + STYLES.replace(_BOLD, _BOLD_OR_MORE)
                                                                     ).encode()}),
        "formats-beyond-the-list": packed(parts(sheet(ROWS.replace('<c r="B2">', '<c r="B2" s="9">').replace(
            '<c r="B4">', '<c r="B4" s="4">')))),
        "the-word-in-a-formula": packed(parts(sheet(after=_LIST_OF_OTHER_TAB))),
        "comments-in-styles": packed(plain | {"xl/styles.xml": (DECLARED + STYLES.replace(
            '<cellXfs count="4">', '<cellXfs count="4"><!-- the first -->')).encode()}),
        "merged-below": packed(parts(sheet(after='<mergeCells count="1"><mergeCell ref="A4:B9"/></mergeCells>'))),
        "empty-styles": packed(_without_looks() | {"xl/styles.xml": f'<styleSheet xmlns="{NAMESPACE}"/>'.encode()}),
        "styles-of-no-bytes": packed(_without_looks() | {"xl/styles.xml": b""}),
        "prefixed-styles": packed(plain | {"xl/styles.xml": (DECLARED + re.sub(
            r"<(/?)(?=[a-z])", r"<\1s:", STYLES).replace("xmlns=", "xmlns:s=")).encode()}),
        "bare-styles": packed(plain | {"xl/styles.xml": re.sub("<numFmts.*?</numFmts>", "", DECLARED + STYLES).replace(
            ' count="4"', "").replace('numFmtId="164"', 'numFmtId="14"').encode()}),
        "strict": packed({name: content.replace(NAMESPACE.encode(), STRICT.encode()).replace(
            _OFFICE.encode(), _STRICT_OFFICE.encode()) for name, content in plain.items()}),
        "stored": packed(plain, zipfile.ZIP_STORED),
        "zip-comment": packed(plain, comment=b"kept by the shop"),
        "zip64": packed(plain, zip64=True),
        "data-descriptors": streamed(plain),
        "many-sheets": packed(_many(12)),
    }
    one["backslashes"] = one["plain"].replace(b"xl/worksheets/sheet1.xml", b"xl\\worksheets\\sheet1.xml")
    return one


def _without_looks() -> dict[str, bytes]:
    return parts(re.sub(r' s="\d"', "", sheet()))


def _with_book(part: str) -> bytes:
    return packed(parts() | {"xl/workbook.xml": (DECLARED + part).encode()})


def _many(sheets: int) -> dict[str, bytes]:
    found = parts()
    found["xl/workbook.xml"] = (DECLARED + book(sheets)).encode()
    found["xl/_rels/workbook.xml.rels"] = (DECLARED + relations(
        *[("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, sheets + 1)],
        ("styles", "styles.xml"))).encode()
    found["[Content_Types].xml"] = (DECLARED + content_types(
        ("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles"),
        *[(f"xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, sheets + 1)])).encode()
    return found | {f"xl/worksheets/sheet{number}.xml": (DECLARED + sheet()).encode()
                    for number in range(1, sheets + 1)}


ODD = _odd()


def write_made(folder: Path) -> list[Path]:
    """Each of them as a file."""
    folder.mkdir(parents=True)
    for name, content in ODD.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    return sorted(folder.iterdir())
