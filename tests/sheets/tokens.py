"""OAuth's token endpoint: a signed assertion or a refresh token against an access token.

Facts: RFC 7523 and https://developers.google.com/identity/protocols/oauth2/service-account. The audience of an
assertion is Google's own address even when the key names another token endpoint: that is google-auth's constant.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any

from google.auth import crypt

from .clock import Clock
from .requests import Answer, json_answer

AUDIENCE = "https://oauth2.googleapis.com/token"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
HOUR = 3600
SKEW = 300


class Denied(Exception):
    """The endpoint's refusal: (error, error_description)."""


class Tokens:
    """Who is known, and which tokens are out. `keys`: client e-mail -> public key as PEM."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.keys: dict[str, bytes] = {}
        self.refresh_tokens: dict[str, str] = {}
        self.anybody: str | None = None
        self.issued = 0
        self._tokens: dict[str, tuple[str, float]] = {}

    def holder(self, token: str) -> str | None:
        """The e-mail address behind a token; None when it is unknown or over. `anybody` stands for every other."""
        who, until = self._tokens.get(token, (self.anybody, self._clock.now() + 1))
        return who if until > self._clock.now() else None

    def revoke(self) -> None:
        """Every access token that is out."""
        self._tokens.clear()

    def grant(self, form: Mapping[str, list[str]]) -> Answer:
        """POST /token."""
        rule = {JWT_BEARER: self._asserted, "refresh_token": self._refreshed}.get(_one(form, "grant_type"))
        try:
            if rule is None:
                raise Denied("unsupported_grant_type", f"Invalid grant_type: {_one(form, 'grant_type')}")
            return self._given(rule(form))
        except Denied as denied:
            error, description = denied.args
            return json_answer({"error": error, "error_description": description}, 400)

    def _given(self, who: str) -> Answer:
        token = f"ya29.{secrets.token_urlsafe(24)}"
        self.issued += 1
        self._tokens[token] = (who, self._clock.now() + HOUR)
        return json_answer({"access_token": token, "expires_in": HOUR - 1, "token_type": "Bearer"})

    def _refreshed(self, form: Mapping[str, list[str]]) -> str:
        who = self.refresh_tokens.get(_one(form, "refresh_token"))
        if who is None:
            raise Denied("invalid_grant", "Token has been expired or revoked.")
        return who

    def _asserted(self, form: Mapping[str, list[str]]) -> str:
        signed, _, signature = _one(form, "assertion").rpartition(".")
        claims = _claims(signed)
        who = claims.get("iss", "")
        if who not in self.keys:
            raise Denied("invalid_grant", "Invalid grant: account not found")
        verifier = crypt.RSAVerifier.from_string(self.keys[who])
        if not verifier.verify(signed.encode(), _decoded(signature)):
            raise Denied("invalid_grant", "Invalid JWT Signature.")
        self._check(claims)
        return who

    def _check(self, claims: Mapping[str, Any]) -> None:
        now, made, over = self._clock.now(), claims.get("iat", 0), claims.get("exp", 0)
        if not (now - HOUR - SKEW < made < now + SKEW and now - SKEW < over <= made + HOUR):
            raise Denied("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a "
                                          "reasonable timeframe. Check your iat and exp values in the JWT claim.")
        if claims.get("aud") != AUDIENCE:
            raise Denied("invalid_grant", "Invalid JWT: Failed audience check.")
        if not claims.get("scope"):
            raise Denied("invalid_scope", "Invalid OAuth scope or ID token audience provided.")


def _claims(signed: str) -> dict[str, Any]:
    try:
        head, claims = (json.loads(_decoded(part)) for part in signed.split("."))
    except ValueError:
        raise Denied("invalid_grant", "Bad Request") from None
    if head.get("alg") != "RS256":
        raise Denied("invalid_grant", "Invalid JWT: algorithm not supported")
    return claims


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _one(form: Mapping[str, list[str]], name: str) -> str:
    return form[name][-1] if form.get(name) else ""
