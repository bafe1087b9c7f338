"""From a planned mail to the exact bytes that are stored and sent: same input, same bytes.

Boundaries come from the mail's key, Message-ID and Date from the journal. Nothing is fetched: pictures and the label
stand inside the mail. A header can only hold what this module puts there.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from rma_sheets.errors import TemplateError
from rma_sheets.model.mailaddress import ascii_address
from rma_sheets.model.notices import NOTICES
from rma_sheets.model.plan import Mail

from .plain import clean, plain
from .templates import Rendered, Templates

POLICY = SMTP.clone(cte_type="7bit")


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
    _set_headers(message, mail, words.subject, sender, reply_to, str(shop["name"]))
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{ascii_address(message_id.strip('<>'))}>"
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.html, subtype="html", cte="quoted-printable")
    html = message.get_payload(1)  # type: ignore[arg-type]
    for number, cid in cids.items():
        html.add_related(qr_png(number), "image", "png", cid=f"<{cid}>", disposition="inline",
                         filename=f"{_file_name(number)}.png")
    if label_pdf is not None:
        message.add_attachment(label_pdf, "application", "pdf", filename=f"{_file_name(_first_number(mail))}.pdf")
    for place, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{seed[:24]}_{place}")
    return message.as_bytes()


def render_mail(mail: Mail, *, shop: Mapping[str, object], templates: Templates, images: Mapping[str, str],
                label_attached: bool) -> Rendered:
    """The mail in words. `images` maps an RMA number to the address of its QR code. Raises TemplateError."""
    context = plain({**mail.context, "shop": shop, "label_attached": label_attached, "notice": mail.notice,
                     "language": mail.language})
    assert isinstance(context, dict)  # noqa: S101 - a dict goes in, so a dict comes out
    return templates.render(mail.notice, mail.language, context | {"qr": dict(images)})


def preview_images(mail: Mail, qr_png: Callable[[str], bytes]) -> Mapping[str, str]:
    """The QR codes of a mail as addresses that a browser shows without the mail around them."""
    return {number: f"data:image/png;base64,{base64.b64encode(qr_png(number)).decode()}" for number in _qr_numbers(mail)}


def _set_headers(message: EmailMessage, mail: Mail, subject: str, sender: str, reply_to: str, shop_name: str) -> None:
    name, address = parseaddr(sender)
    local, _, domain = ascii_address(address).rpartition("@")
    try:
        to = ascii_address(mail.to)
    except ValueError as error:
        raise TemplateError("mail.address-refused", address=clean(mail.to)) from error
    message["From"] = Address(clean(name or shop_name), local, domain)
    message["To"] = to
    if reply_to:
        message["Reply-To"] = ascii_address(reply_to)
    message["Subject"] = subject
    message["Content-Language"] = mail.language
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"


def _numbers(mail: Mail) -> list[str]:
    items = mail.context.get("items", ())
    assert isinstance(items, list | tuple)  # noqa: S101 - planning's promise (`planning/context.py`)
    return [str(item.get("rma_number") or "") for item in items]


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
