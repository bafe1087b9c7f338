"""`label`: the right label for whatever way the number was typed, and none where none is due."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from .shell import delete_row, rma_sheets


def pages(path: Path) -> list[tuple[float, float, str]]:
    """Width and height in millimetres and the text of each page."""
    with pypdfium2.PdfDocument(path) as book:
        return [(round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4),
                 page.get_textpage().get_text_bounded()) for page in book]


@pytest.mark.parametrize("typed", [
    ("RMA-26-00001-A",), ("rma 26 1 a",), ("rma26 1a",), ("rma", "26", "1", "a"), ("RMA.26.OOOO1.A",), ("26-1-A",),
    ("REQ-26-00001-A",), ("req 26 1 a",),
])
def test_a_number_may_be_typed_in_any_spelling(demo: Path, typed: tuple[str, ...]) -> None:
    done = rma_sheets(demo, "label", *typed, "-o", "one.pdf")
    assert (done.code, done.err) == (0, "")
    assert "RMA-26-00001-A" in pages(demo / "one.pdf")[0][2]


@pytest.mark.parametrize(("typed", "reference"), [
    ("RMA-26-00001-B", "lookup.check-character"),
    ("RMA-26-00010-A", "lookup.check-character"),
    ("rma 26 99 h", "lookup.check-character"),
    ("nonsense", "lookup.unknown-number"),
    ("42", "lookup.unknown-number"),
    ("REQ-26-00013-T", "lookup.not-authorized"),
    ("REQ-26-00012-W", "lookup.not-authorized"),
    ("RMA-26-00010-4", "lookup.not-authorized"),
])
def test_where_no_label_is_due_the_reason_is_said(demo: Path, typed: str, reference: str) -> None:
    before = {path.name for path in (demo / "labels").iterdir()}
    done = rma_sheets(demo, "label", typed)
    assert (done.code, f"[{reference}]" in done.err) == (2, True)
    assert {path.name for path in (demo / "labels").iterdir()} == before


def test_a_cancelled_return_is_told_by_its_status(demo: Path, french_demo: Path) -> None:
    assert "its status is cancelled" in rma_sheets(demo, "label", "RMA-26-00010-4").err
    assert "son statut est annulé" in rma_sheets(french_demo, "label", "RMA-26-00010-4").err


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 210, 297), ("a6", 105, 148), ("100x150", 100, 150)])
def test_a_label_has_the_size_that_was_asked_for(demo: Path, size: str, width: int, height: int) -> None:
    rma_sheets(demo, "label", "RMA-26-00001-A", "--size", size, "-o", "one.pdf")
    assert pages(demo / "one.pdf")[0][:2] == (width, height)


def test_without_a_file_each_parcel_has_its_own_in_the_labels_folder(demo: Path) -> None:
    written = rma_sheets(demo, "label", "RMA-26-00001-A", "RMA-26-00005-W", "--json").json["labels"]
    assert [Path(path).parent.name for path in written] == ["labels", "labels"]
    assert len(set(written)) == 2


def test_two_rows_of_one_parcel_are_one_label(demo: Path) -> None:
    rma_sheets(demo, "label", "RMA-26-00003-4", "RMA-26-00004-Z", "-o", "one.pdf")
    (page,) = pages(demo / "one.pdf")
    assert "RMA-26-00003-4" in page[2]
    assert "RMA-26-00004-Z" in page[2]


def test_several_labels_go_into_one_file(demo: Path) -> None:
    rma_sheets(demo, "label", "RMA-26-00001-A", "RMA-26-00005-W", "-o", "all.pdf")
    assert len(pages(demo / "all.pdf")) == 2


def test_one_wrong_number_among_good_ones_makes_no_label_at_all(demo: Path) -> None:
    assert rma_sheets(demo, "label", "RMA-26-00001-A", "nonsense", "-o", "all.pdf").code == 2
    assert not (demo / "all.pdf").exists()


def test_a_row_that_is_gone_has_no_label(demo: Path) -> None:
    delete_row(demo / "returns.xlsx", 2)
    done = rma_sheets(demo, "label", "RMA-26-00001-A")
    assert (done.code, "[lookup.row-gone]" in done.err) == (2, True)


def test_from_another_folder_the_file_is_written_where_the_person_is(demo: Path) -> None:
    assert rma_sheets(demo.parent, "label", "RMA-26-00001-A", "-c", "demo/config.yaml", "-o", "here.pdf").code == 0
    assert (demo.parent / "here.pdf").exists()


def test_a_label_made_by_hand_stands_in_the_history(demo: Path) -> None:
    rma_sheets(demo, "label", "rma 26 1 a", "--size", "a6")
    assert "label made by hand (a6)" in rma_sheets(demo, "history", "RMA-26-00001-A").out


def test_another_size_does_not_overwrite_the_label_that_the_register_points_to(demo: Path) -> None:
    (usual,) = rma_sheets(demo, "label", "RMA-26-00001-A", "--json").json["labels"]
    (other,) = rma_sheets(demo, "label", "RMA-26-00001-A", "--size", "a6", "--json").json["labels"]
    assert Path(other).name == f"{Path(usual).stem}-a6.pdf"
    assert (pages(Path(usual))[0][0], pages(Path(other))[0][0]) == (210, 105)


def test_what_is_no_pdf_is_not_replaced(demo: Path) -> None:
    before = (demo / "returns.xlsx").read_bytes()
    done = rma_sheets(demo, "label", "rma 26 1 a", "-o", "returns.xlsx")
    assert (done.code, "[lookup.not-a-pdf]" in done.err) == (2, True)
    assert (demo / "returns.xlsx").read_bytes() == before
