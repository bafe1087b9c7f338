"""The shape of `config.yaml`: every key with its kind and its default, meant to be read as a table.

Defaults are those of `model.settings.Settings` where planning knows the value. Each key has its line in
`config.example.yaml`; a test holds the two together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.notices import NOTICES
from rma_sheets.model.settings import LABEL_SIZES, Settings

from .addresses import Email, Host, OptionalEmail, OptionalMailbox, OptionalUrl, is_loopback
from .kinds import (
    AsLines,
    AsList,
    Location,
    OptionalLocation,
    OptionalText,
    Text,
    one_of,
    refuse,
    share,
    whole,
    yes_or_no,
)
from .secret import SecretValue
from .section import Section
from .shape_register import Register
from .terms import ArticleCode, Currency, NumberPattern, Timezone, fixed_text

NEW = Settings()
DEFAULT_PORTS = {"starttls": 587, "ssl": 465, "none": 25}


class Shop(Section):
    name: Text
    legal_name: OptionalText = ""
    email: Email
    phone: OptionalText = ""
    url: OptionalUrl = ""
    address: Annotated[tuple[Text, ...], AsLines] = ()
    return_address: Annotated[tuple[Text, ...], AsLines] = ()
    logo: OptionalLocation = None


class Numbers(Section):
    rma: NumberPattern = NEW.rma_format
    request: NumberPattern = NEW.request_format

    @model_validator(mode="after")
    def _differ(self) -> Numbers:
        if fixed_text(self.rma) == fixed_text(self.request):
            raise refuse("numbers-same", at="request")
        return self


class Returns(Section):
    ship_within_days: Annotated[int, whole(1, 365)] = NEW.ship_within_days
    remind_before_days: Annotated[int, whole(0, 364)] = NEW.remind_before_days
    transit_days: Annotated[int, whole(0, 60)] = NEW.transit_days
    close_after_days: Annotated[int, whole(0, 365)] = NEW.close_after_days
    not_goods: Annotated[tuple[ArticleCode, ...], AsList] = NEW.not_goods

    @model_validator(mode="after")
    def _reminder_in_time(self) -> Returns:
        if self.remind_before_days >= self.ship_within_days:
            raise refuse("reminder-too-early", at="remind_before_days", remind=self.remind_before_days,
                         days=self.ship_within_days)
        return self


class Notices(Section):
    off: Annotated[tuple[Annotated[str, one_of(*NOTICES)], ...], AsList] = tuple(sorted(NEW.notices_off))


class Smtp(Section):
    host: Host
    security: Annotated[str, one_of(*DEFAULT_PORTS)] = "starttls"
    port: Annotated[int, whole(1, 65535)] | None = None
    user: OptionalText = ""
    password: SecretValue | None = None
    timeout: Annotated[int, whole(1, 600)] = 30
    ca_file: OptionalLocation = None

    @property
    def own_port(self) -> int:
        """The port given, or the usual one of that security."""
        return self.port or DEFAULT_PORTS[self.security]

    @model_validator(mode="after")
    def _safe(self) -> Smtp:
        if self.security == "none" and not is_loopback(self.host):
            raise refuse("security-needed", at="security")
        if self.user and self.password is None:
            raise refuse("password-needed", at="password")
        if self.password is not None and not self.user:
            raise refuse("user-needed", at="user")
        return self


class Mail(Section):
    sender: OptionalMailbox = Field(default=None, alias="from")
    reply_to: OptionalEmail = ""
    staff: OptionalEmail = ""
    outbox: Location = Path("outbox")
    smtp: Smtp | None = None
    resend_unknown: Annotated[bool, yes_or_no()] = False


class Labels(Section):
    size: Annotated[str, one_of(*LABEL_SIZES)] = "a4"
    folder: Location = Path(NEW.labels_folder)


class Brakes(Section):
    max_mails_per_run: Annotated[int, whole(1, 100_000)] = 200
    max_mails_per_day: Annotated[int, whole(1, 1_000_000)] = 2000
    max_missing_share: Annotated[float, share()] = 0.2


class Backups(Section):
    folder: Location = Path(".rma-sheets/backups")
    keep: Annotated[int, whole(1, 1000)] = 20
    keep_days: Annotated[int, whole(0, 3650)] = 0


class JournalFile(Section):
    path: Location = Path(".rma-sheets/journal.db")
    anywhere: Annotated[bool, yes_or_no()] = False


class Watch(Section):
    every_minutes: Annotated[int, whole(1, 1440)] = 5


class Shape(Section):
    language: Annotated[str, one_of(*LANGUAGES)] = NEW.language
    timezone: Timezone = "Europe/Paris"
    currency: Currency = NEW.currency
    date_order: Annotated[str, one_of("dmy", "mdy", optional=True)] = NEW.date_order
    decimal: Annotated[str, one_of(",", ".", optional=True)] = NEW.decimal
    register_: Register = Field(default=Register(), alias="register")  # pydantic keeps the plain name for itself
    shop: Shop
    numbers: Numbers = Numbers()
    returns: Returns = Returns()
    notices: Notices = Notices()
    mail: Mail = Mail()
    labels: Labels = Labels()
    brakes: Brakes = Brakes()
    backups: Backups = Backups()
    journal: JournalFile = JournalFile()
    templates: Location = Path("templates")
    watch: Watch = Watch()

    @model_validator(mode="before")
    @classmethod
    def _shop_is_asked_for(cls, data: Any) -> Any:
        """So that a missing section is told by the keys it must have."""
        return {**data, "shop": data.get("shop") or {}} if isinstance(data, dict) else data
