"""Templates of the shop's own that are broken: the mail waits, the label is told, the rows go on; mended, all goes out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .proofs import assert_whole, one_line
from .shop import Shop, asks

HTML = "<p>Hello {{ customer.name }}</p>"


def own(shop: Shop, name: str, source: str | bytes) -> Path:
    """Put a template into the shop's own folder; customers of the good row read French."""
    path = shop.folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return path


BROKEN_MAILS: dict[str, tuple[str | bytes, str]] = {
    "an unknown field": ("Hi\nDear {{ customer.nickname }}", "asks for “nickname”"),
    "a field nobody knows at all": ("Hi\n{{ rma }}", "asks for “rma”"),
    "a tag that is not closed": ("Hi\n{% for item in items %}{{ item.sku }}", "cannot be used, line 2"),
    "a brace too few": ("Hi\n{{ customer.name }", "cannot be used, line 2"),
    "an unknown filter": ("Hi\n{{ customer.name|shout }}", "shout"),
    "an include of nothing": ("Hi\n{% include 'gone.txt.j2' %}", "gone.txt.j2 does not exist"),
    "a file outside the folder": ("Hi\n{% include '../../c.txt.j2' %}", "c.txt.j2 does not exist"),
    "a way out of the sandbox": ("Hi\n{{ customer.__class__.__mro__ }}", "__class__"),
    "a loop without end": ("Hi\n{% for a in range(999) %}{% for b in range(999) %}{{ a }}{% endfor %}{% endfor %}",
                           "stopped"),
    "itself": ("Hi\n{% include 'approved.txt.j2' %}", "stopped"),
    "a division by zero": ("Hi\n{{ 1 // 0 }}", "cannot be used, line 2"),
    "no text at all": (b"\xff\xfe\x00\xd8", "cannot be used"),
}


@pytest.mark.parametrize("case", BROKEN_MAILS)
def test_a_broken_mail_template_holds_that_mail_until_it_is_mended(shop: Shop, case: str) -> None:
    source, said = BROKEN_MAILS[case]
    template = own(shop, "email/fr/approved.txt.j2", source)
    done = shop.run("sync")
    assert (done.code, done.err, shop.mails()) == (1, "", [])
    assert (shop.column("status"), said in done.out, ".txt.j2" in done.out) == (["approved"], True, True)
    assert shop.run("sync").code == 1
    assert said in shop.cell(2, "messages")
    template.unlink()
    assert shop.run("sync").code == 0
    assert len(shop.mails()) == 1
    shop.sync()
    assert (shop.cell(2, "check"), shop.cell(2, "messages")) == ("OK", None)
    assert_whole(shop)


def test_a_held_mail_is_told_in_whole_sentences(shop: Shop) -> None:
    own(shop, "email/fr/approved.txt.j2", "Hi\n{{ rma }}")
    shop.run("sync")
    shop.run("sync")
    assert ".." not in shop.cell(2, "messages")


def test_a_broken_template_of_one_notice_does_not_stop_another(shop: Shop) -> None:
    own(shop, "email/fr/approved.html.j2", "{{ nothing }}")
    shop.add(asks("9999", email="ben@example.com", country="FR"))
    assert shop.run("sync").code == 1
    assert shop.column("status") == ["approved", "needs info"]
    assert ["needs_info" in name or "needs-info" in name for name in shop.mails()] == [True]


@pytest.mark.parametrize("source", ["", "{% if false %}x{% endif %}"])
def test_a_template_that_says_nothing_sends_nothing(shop: Shop, source: str) -> None:
    own(shop, "email/fr/approved.txt.j2", source)
    assert shop.run("sync").code == 1
    assert shop.mails() == []


def test_preview_and_doctor_say_what_is_wrong_with_a_template(shop: Shop) -> None:
    own(shop, "email/en/approved.txt.j2", "Hi\n{{ customer.nickname }}")
    assert "nickname" in one_line(shop.run("preview", "approved"), "mail.field-missing")
    done = shop.run("doctor")
    assert (done.code, "nickname" in done.out) == (1, True)


BROKEN_LABELS: dict[str, tuple[str | bytes, str]] = {
    "a syntax error": ("#let x = (1,\n#x", "a4.typ:"),
    "an unknown field": ("#let data = json(bytes(sys.inputs.data))\n#data.labels.first().nickname", "nickname"),
    "a file outside the folder": ('#read("/etc/hostname")', "a4.typ:1"),
    "a package from the network": ('#import "@preview/cades:0.3.0": qr-code', "cades"),
    "a loop without end": ("#while true {}", "always true"),
    "a panic": ('#panic("no")', "no"),
    "no text at all": (b"\xff\xfe\xfd", "UTF-8"),
}


@pytest.mark.parametrize("case", BROKEN_LABELS)
def test_a_broken_label_template_is_told_and_the_row_goes_on(shop: Shop, case: str) -> None:
    source, said = BROKEN_LABELS[case]
    template = own(shop, "label/a4.typ", source)
    done = shop.run("sync")
    assert (done.code, done.err, shop.mails()) == (1, "", [])
    assert (shop.column("status"), said.lower() in done.out.lower()) == (["approved"], True)
    number = shop.cell(2, "rma_number")
    one_line(shop.run("label", number), "documents.package-refused" if "cades" in case + said
             else "documents.template-broken")
    template.unlink()
    assert shop.run("sync").code == 0
    assert len(shop.mails()) == 1
    shop.sync()
    assert (shop.folder / shop.cell(2, "label")).is_file()
    assert_whole(shop)


def test_a_logo_that_is_gone_is_told(shop: Shop) -> None:
    config = shop.folder / "config.yaml"
    config.write_text(config.read_text().replace("name: Our Shop", "name: Our Shop, logo: gone.png"))
    done = shop.run("sync")
    assert (done.code, "gone.png" in done.out + done.err) == (1, True)
    assert "Traceback" not in done.err


def test_a_logo_that_is_no_picture_is_told(shop: Shop) -> None:
    config = shop.folder / "config.yaml"
    config.write_text(config.read_text().replace("name: Our Shop", "name: Our Shop, logo: logo.png"))
    (shop.folder / "logo.png").write_bytes(b"dear colleagues")
    done = shop.run("sync")
    assert (done.code, "logo.png" in done.out + done.err) == (1, True)


def test_a_file_where_the_folder_of_templates_should_be_is_named(shop: Shop) -> None:
    (shop.folder / "templates").write_text("x", encoding="utf-8")
    assert str(shop.folder / "templates") in one_line(shop.run("sync"), "files.templates-no-folder")
    assert shop.run("doctor").code == 1


@pytest.mark.parametrize("name", ["email/fr/approved.html.j2", "label/a4.typ"])
def test_a_folder_where_a_template_should_be_is_named(shop: Shop, name: str) -> None:
    (shop.folder / "templates" / name).mkdir(parents=True)
    assert name.rpartition("/")[2] in one_line(shop.run("sync"), "files.template-no-file")
