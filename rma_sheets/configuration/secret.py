"""Secrets: read from the environment or from a file that only its owner may read, and never shown.

Refuses a secret written into the configuration itself, because that file is mailed, copied and shown. The
refusals never repeat what was found: what stands in the wrong place may well be the secret.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn

from pydantic import PlainSerializer, PlainValidator, ValidationInfo

from .kinds import refuse

LONGEST_SECRET = 4096
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")  # capitals only, so that a pasted password is not taken for a name
MASK = "********"


class Secret:
    """A value that every way of printing masks; `source` says where it came from."""

    __slots__ = ("__value", "source")

    def __init__(self, value: str, source: str) -> None:
        self.__value = value
        self.source = source

    def reveal(self) -> str:
        """The value itself, for the one who needs it."""
        return self.__value

    def __repr__(self) -> str:
        return MASK

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not copied into files")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What validation may look at beside the file: the environment, and the folder that paths start from."""

    environ: Mapping[str, str]
    folder: Path


def read_secret(value: object, info: ValidationInfo) -> Secret:
    """The secret of `{env: NAME}` or `{file: path}`. Raises PydanticCustomError with codes `secret-*`."""
    around = info.context
    assert isinstance(around, Surroundings)  # noqa: S101  # validation is only started in check.py
    if isinstance(value, str):
        raise refuse("secret-plain")
    if not isinstance(value, dict) or set(value) not in ({"env"}, {"file"}):
        raise refuse("secret-form")
    way, where = next(iter(value.items()))
    if not isinstance(where, str) or not where.strip():
        raise refuse("secret-form")
    return _from_environment(where.strip(), around) if way == "env" else _from_file(where.strip(), around)


def _from_environment(name: str, around: Surroundings) -> Secret:
    if not _VARIABLE.fullmatch(name):
        raise refuse("secret-variable-name")
    if name not in around.environ:
        raise refuse("secret-variable-missing", name=name)
    return Secret(_checked(around.environ[name], name), f"env {name}")


def _from_file(where: str, around: Surroundings) -> Secret:
    path = around.folder / Path(where).expanduser()
    try:
        # not blocking, so that a pipe of that name cannot hang the pass; checked on what was opened
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            _check_file(os.fstat(handle), where)
            content = file.read(LONGEST_SECRET + 1)
        return Secret(_checked(content.decode("utf-8-sig").rstrip("\r\n"), where), f"file {where}")
    except OSError as error:
        raise refuse("secret-file-unreadable", name=where, reason=error.strerror or "") from error
    except UnicodeDecodeError:
        raise refuse("secret-value", name=where) from None  # the cause holds the bytes


def _check_file(status: os.stat_result, where: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise refuse("secret-not-a-file", name=where)
    if os.name == "posix" and stat.S_IMODE(status.st_mode) & 0o077:
        raise refuse("secret-file-open", name=where, mode=f"{stat.S_IMODE(status.st_mode):04o}")
    if os.name == "posix" and status.st_uid != os.geteuid():
        raise refuse("secret-file-owner", name=where)


def _checked(value: str, name: str) -> str:
    if not value.strip() or len(value) > LONGEST_SECRET or not value.isprintable():
        raise refuse("secret-value", name=name)
    return value


SecretValue = Annotated[Secret, PlainValidator(read_secret), PlainSerializer(str)]
