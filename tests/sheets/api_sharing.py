"""Drive's permissions: who a file is shared with."""

from __future__ import annotations

from .book import Json
from .requests import Answer, Request, json_answer
from .service import Service


def permissions(service: Service, request: Request, file_id: str) -> Answer:
    file = service.drive.visible(file_id, request.who)
    every = {file.owner: "owner"} | file.roles
    return json_answer({"permissions": [_permission(who, role) for who, role in every.items()]})


def share(service: Service, request: Request, file_id: str) -> Answer:
    file, body = service.drive.visible(file_id, request.who, "writer"), request.json()
    who = body.get("emailAddress") or body.get("domain") or "anyone"
    file.roles[who] = body["role"]
    return json_answer(_permission(who, body["role"]))


def unshare(service: Service, request: Request, file_id: str, permission_id: str) -> Answer:
    file = service.drive.visible(file_id, request.who, "writer")
    for who in [who for who in file.roles if _permission_id(who) == permission_id]:
        del file.roles[who]
    return Answer(204)


def _permission(who: str, role: str) -> Json:
    kind = "user" if "@" in who else "anyone"
    return {"kind": "drive#permission", "id": _permission_id(who), "type": kind, "role": role} | (
        {"emailAddress": who} if kind == "user" else {})


def _permission_id(who: str) -> str:
    return "anyoneWithLink" if who == "anyone" else f"{int.from_bytes(who.encode()[:7]):020d}"
