"""Keys made at run time: none is ever kept in the repository."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

PROJECT = "rma-sheets-tests"


@lru_cache(maxsize=4)
def pair(number: int) -> tuple[str, bytes]:
    """(private key, public key), both PEM; another number is another pair."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                serialization.NoEncryption())
    public = key.public_key().public_bytes(serialization.Encoding.PEM,
                                           serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public


def key_file(email: str, token_uri: str, number: int = 0) -> dict[str, Any]:
    """What Google lets you download for a service account, with our own token endpoint."""
    return {"type": "service_account", "project_id": PROJECT, "private_key_id": f"test-{number}",
            "private_key": pair(number)[0], "client_email": email, "client_id": "100000000000000000000",
            "token_uri": token_uri}
