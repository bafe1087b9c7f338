"""The shop's own templates: found first, fenced in, and told in one line where they are broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rma_sheets.errors import RmaSheetsError, TemplateError
from rma_sheets.render.typesetting import Typesetter
from rma_sheets.texts import load_texts

from .helper import SHOP, documents, order, parcel, text_of

HEAD = '#import "/label/parts.typ": *\n#show: sheet.with(100mm, 100mm, 5mm)\n'


def own(folder: Path, source: str, name: str = "label/a6.typ") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(source, encoding="utf-8")
    return folder


def broken(folder: Path, source: str) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        documents(own(folder, source)).label(parcel(), "a6")
    return caught.value


def test_the_own_template_goes_first_and_may_use_the_shipped_parts(tmp_path: Path) -> None:
    folder = own(tmp_path, HEAD + "Hello #labels.first().number #contact(labels.first())")
    assert text_of(documents(folder).label(parcel(), "a6")).startswith("Hello RMA-26-00042-2 Questions?")


def test_a_size_of_the_shop_s_own_works(tmp_path: Path) -> None:
    folder = own(tmp_path, HEAD + "Tiny", "label/62x29.typ")
    assert text_of(documents(folder).label(parcel(), "62x29")) == "Tiny"


def test_own_parts_change_the_shipped_templates(tmp_path: Path) -> None:
    folder = own(tmp_path, HEAD + "Our form for #data.form.number", "form/form.typ")
    assert text_of(documents(folder).form(order(), [])) == "Our form for 10023"


@pytest.mark.parametrize(("source", "line", "what"), [
    (HEAD + "#labels.first().shoe_size", 3, 'dictionary does not contain key "shoe_size"'),
    (HEAD + "\n#foo(", 4, "unclosed delimiter"),
    (HEAD + "#nothing", 3, "unknown variable: nothing"),
    (HEAD + '#panic("two\\nlines")', 3, "panicked with: two lines"),
    (HEAD + '#read("/etc/passwd")', 3, "file not found (searched at /etc/passwd)"),
    (HEAD + '#read("../../../../etc/passwd")', 3, 'path `"../../../../etc/passwd"` would escape the project root'),
    (HEAD + "#let f(n) = f(n + 1)\n#f(0)", 3, "maximum function call depth exceeded"),
    (HEAD + "#{ let n = 0; while n < 1 { n = n * 1 } }", 3, "loop seems to be infinite"),
])
def test_a_broken_template_is_told_with_file_line_and_reason(tmp_path: Path, source: str, line: int, what: str) -> None:
    error = broken(tmp_path, source)
    assert error.reference == "documents.template-broken"
    assert error.facts == {"template": f"{tmp_path / 'label' / 'a6.typ'}:{line}", "what": what}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sentence_is_one_line(tmp_path: Path, language: str) -> None:
    error = broken(tmp_path, HEAD + "#nothing")
    sentence = load_texts(language).say(f"{error.reference}.message", **error.facts)
    assert "a6.typ:3" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("wanted", ['#import "@preview/tiaoma:0.3.0": *', '#include ("@preview/x:1.0.0")'])
def test_a_package_of_the_network_is_refused_before_anything_is_fetched(tmp_path: Path, wanted: str) -> None:
    error = broken(tmp_path, HEAD + wanted)
    assert error.reference == "documents.package-refused"
    assert error.facts["template"] == f"{tmp_path / 'label' / 'a6.typ'}:3"
    assert str(error.facts["package"]).startswith("@preview/")


def test_a_package_in_a_comment_is_nobody_s_business(tmp_path: Path) -> None:
    folder = own(tmp_path, HEAD + '// #import "@preview/tiaoma:0.3.0"\nFine')
    assert text_of(documents(folder).label(parcel(), "a6")) == "Fine"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = own(tmp_path / "templates", HEAD + '#read("/label/note.txt")')
    (folder / "label" / "note.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(TemplateError) as caught:
        documents(folder).label(parcel(), "a6")
    assert "file not found" in str(caught.value.facts["what"])


@pytest.mark.parametrize("size", ["a5", "../form/form", ""])
def test_an_unknown_size_says_which_there_are(size: str) -> None:
    with pytest.raises(TemplateError) as caught:
        documents().label(parcel(), size)
    assert caught.value.reference == "documents.template-missing"
    assert all(known in str(caught.value.facts["known"]) for known in ("a4", "a6", "100x150"))


@pytest.mark.parametrize("size", ["a4", "form"])
def test_a_logo_beside_the_templates_is_shown(tmp_path: Path, size: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
    with_logo, without = (documents(tmp_path / "templates", shop=SHOP | {"logo": logo}) for logo in ("logo.svg", ""))
    made = [d.form(order(), []) if size == "form" else d.label(parcel(), size) for d in (with_logo, without)]
    assert made[0] != made[1]


def test_a_logo_that_is_not_there_is_told() -> None:
    with pytest.raises(TemplateError) as caught:
        documents(shop=SHOP | {"logo": "gone.png"}).label(parcel(), "a4")
    assert caught.value.facts == {"path": "gone.png"}


def test_a_logo_of_the_web_is_for_mails_only() -> None:
    assert documents(shop=SHOP | {"logo": "https://shop.example.org/logo.png"}).label(parcel(), "a4")


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path) -> None:
    program = ("from tests.unit.render_documents.helper import documents, parcel\n"
               "documents().label(parcel(), 'a6')")
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", program], check=True, env=env)
    assert list(tmp_path.iterdir()) == []


def test_every_process_makes_the_same_bytes() -> None:
    program = ("import hashlib, json\nfrom tests.unit.render_documents.helper import *\n"
               "d = documents()\nfiles = [d.label(parcel(), 'a4'), d.form(order(40), REASONS)]\n"
               "print(json.dumps([hashlib.sha256(f).hexdigest() for f in files]))")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    runs = [subprocess.run([sys.executable, "-c", program], check=True, env=env, capture_output=True).stdout
            for _ in range(2)]
    assert json.loads(runs[0]) == json.loads(runs[1])


@pytest.mark.parametrize("source", [
    "#{ let n = 0; for a in range(100000) { for b in range(10000) { n = n + a } }; n }",
    "#for n in range(2000000000) [x]",
    '#{ let text = "ab"; for n in range(60) { text = text + text }; text.len() }',
], ids=["loops", "counts", "doubles"])
def test_a_template_that_comes_to_no_end_is_told_and_the_next_one_is_set(tmp_path: Path, source: str) -> None:
    own(tmp_path, "Hello", "label/62x29.typ")
    typesetter = Typesetter([own(tmp_path, source)], seconds=2)
    for _ in range(2):
        with pytest.raises(TemplateError) as caught:
            typesetter.pdf("label/a6.typ", {})
        assert caught.value.reference == "documents.template-costly"
    assert text_of(typesetter.pdf("label/62x29.typ", {})) == "Hello"


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(RmaSheetsError) as caught:
        documents(tmp_path).label(parcel(), "a6")
    assert (caught.value.reference, caught.value.facts["reason"]) == ("files.cannot-write", "No space left on device")


def test_a_typesetter_that_does_not_start_is_not_the_fault_of_a_template(tmp_path: Path,
                                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "child.py"
    broken.write_text("import no_such_module")
    monkeypatch.setattr("rma_sheets.render.typeset_process.PROGRAM", broken)
    for _ in range(2):
        with pytest.raises(RmaSheetsError) as caught:
            documents(tmp_path).label(parcel(), "a6")
        assert caught.value.reference == "documents.typesetter-broken"
        assert "no_such_module" in str(caught.value.facts["reason"])
