"""Where mails go: a folder of .eml files, or an SMTP server behind yagmail's login and TLS."""

from .eml import EmlMailer
from .smtp import SmtpMailer

__all__ = ["EmlMailer", "SmtpMailer"]
