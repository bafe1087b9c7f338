"""A shop that mails through a server, and its outbox."""

from __future__ import annotations

from .shop import CONFIG, Shop

SMTP = '  smtp: {{host: 127.0.0.1, port: {port}, security: "{security}", timeout: 1{more}}}\n'


def use_server(shop: Shop, port: int, security: str = "none", more: str = "") -> None:
    """Mails go to that server from now on."""
    (shop.folder / "config.yaml").write_text(
        CONFIG + "mail:\n" + SMTP.format(port=port, security=security, more=more), encoding="utf-8")


def states(shop: Shop) -> list[str]:
    """How far each mail of the outbox is."""
    return [row[0] for row in shop.query("SELECT state FROM mails ORDER BY id")]


def time_passes(shop: Shop) -> None:
    """What waits for its next attempt is due."""
    shop.query("UPDATE mails SET next_at = '2000-01-01T00:00:00+00:00' WHERE next_at <> ''")
