"""From a planned mail to the exact bytes that are stored and sent: same input, same bytes.

Boundaries come from the mail's key, Message-ID and Date from the journal. Nothing is fetched: pictures and the label
stand inside the mail. A header can only hold what this module puts there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr

from rma_sheets.errors import TemplateError
from rma_sheets.model.mailaddress import ascii_address
from rma_sheets.model.notices import NOTICES
from rma_sheets.model.plan import Mail

from .plain import clean, plain
from .templates import Rendered, Templates

POLICY = SMTP.clone(cte_type="7bit")
MACHINE_MADE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}   # RFC 3834; Exchange


def compose(mail: Mail, *, shop: Mapping[str, object], sender: str, reply_to: str, message_id: str, date: datetime,
            qr_png: Callable[[str], bytes], label_pdf: bytes | None, templates: Templates) -> bytes:
    """The mail as it travels, lines ended by CR LF.

    `sender` is an address with or without a name; `qr_png` makes the picture for an RMA number; `shop` is as in
    `sample.sample_shop`. Raises TemplateError, which holds the mail.
    """
    seed = hashlib.sha256(mail.key.encode()).hexdigest()
    domain = ascii_address(parseaddr(sender)[1]).partition("@")[2]
    cids = {number: f"qr{place}.{seed[:16]}@{domain}" for place, number in enumerate(_qr_numbers(mail), 1)}
    words = render_mail(mail, shop=shop, templates=templates, label_attached=label_pdf is not None,
                        images={number: f"cid:{cid}" for number, cid in cids.items()})
    message = EmailMessage(policy=POLICY)
    message["To"] = _recipient(mail.to)
    if reply_to:
        message["Reply-To"] = ascii_address(reply_to)
    for name, value in MACHINE_MADE.items():
        message[name] = value
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{ascii_address(message_id.strip('<>'))}>"
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.html, subtype="html", cte="quoted-printable")
    html = message.get_body(("html",))
    assert html is not None  # noqa: S101 - it was added a line above
    for number, cid in cids.items():
        html.add_related(qr_png(number), "image", "png", cid=f"<{cid}>", disposition="inline",
                         filename=f"{_file_name(number)}.png")
    if label_pdf is not None:
        message.add_attachment(label_pdf, "application", "pdf", filename=f"{_file_name(_first_number(mail))}.pdf")
    message["Content-Language"] = mail.language   # last: headers of the content wander into the first part
    for place, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{seed[:24]}_{place}")
    return _people_headers(words.subject, sender, str(shop["name"])) + message.as_bytes()


def render_mail(mail: Mail, *, shop: Mapping[str, object], templates: Templates, images: Mapping[str, str],
                label_attached: bool) -> Rendered:
    """The mail in words. `images` maps an RMA number to the address of its QR code. Raises TemplateError."""
    context = plain({**mail.context, "shop": shop, "label_attached": label_attached, "notice": mail.notice,
                     "language": mail.language})
    assert isinstance(context, dict)  # noqa: S101 - a dict goes in, so a dict comes out
    rendered = templates.render(mail.notice, mail.language, context | {"qr": dict(images)})
    if not rendered.subject.strip() or not rendered.text.strip():
        raise TemplateError("mail.template-empty", template=f"{mail.language}/{mail.notice}")
    return rendered


def _people_headers(subject: str, sender: str, shop_name: str) -> bytes:
    """Subject and From as bytes. EmailMessage of Python 3.11 loses the space between two words with accents."""
    name, address = parseaddr(sender)
    name = clean(name or shop_name)
    shown = formataddr((name, ascii_address(address))) if name.isascii() else (
        f"{_encoded('From', name)} <{ascii_address(address)}>")
    return f"From: {shown}\r\nSubject: {_encoded('Subject', subject)}\r\n".encode("ascii")


def _encoded(name: str, text: str) -> str:
    """The text of a header, folded, as encoded words (RFC 2047) where it is not ASCII."""
    charset = None if text.isascii() else "utf-8"
    return Header(text, charset, maxlinelen=76, header_name=name).encode(linesep="\r\n")


def _recipient(to: str) -> str:
    try:
        return ascii_address(to)
    except ValueError as error:
        raise TemplateError("mail.address-refused", address=clean(to)) from error


def _numbers(mail: Mail) -> list[str]:
    items = mail.context.get("items", ())
    assert isinstance(items, list | tuple)  # noqa: S101 - planning's promise (`planning/context.py`)
    return [clean(str(item.get("rma_number") or "")) for item in items]


def _qr_numbers(mail: Mail) -> list[str]:
    """The numbers whose QR code stands in the mail. Raises TemplateError where an authorized item has none."""
    if not NOTICES[mail.notice].attach_label:
        return []
    numbers = _numbers(mail)
    if not all(numbers):
        raise TemplateError("mail.field-missing", template=f"{mail.language}/{mail.notice}", line=0, field="rma_number")
    return list(dict.fromkeys(numbers))


def _first_number(mail: Mail) -> str:
    return next((number for number in _numbers(mail) if number), "label")


def _file_name(number: str) -> str:
    """The number as a name that every file system takes."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", number)[:60]
