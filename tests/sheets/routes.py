"""Which request goes where: one table. Each line also says which quota is spent and how Google calls the method."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from . import api_books, api_drive, api_filters, api_sharing, api_values, parameters
from .errors import not_found
from .requests import Answer, Request
from .service import Service

Handler = Callable[..., Answer]
BOOK = r"/v4/spreadsheets/(?P<book_id>[^/:]+)"
SHEETS = "sheets.spreadsheets."


class Line(NamedTuple):
    method: str
    path: re.Pattern[str]
    handler: Handler
    quota: str = ""
    method_id: str = ""


def _sheets(method: str, path: str, handler: Handler, quota: str, name: str) -> Line:
    return Line(method, re.compile(path + r"\Z"), handler, quota, SHEETS + name)


def _drive(method: str, path: str, handler: Handler) -> Line:
    return Line(method, re.compile(path + r"\Z"), handler)


LINES = (
    _sheets("POST", r"/v4/spreadsheets", api_books.create, "Write", "create"),
    _sheets("GET", BOOK, api_books.get, "Read", "get"),
    _sheets("POST", BOOK + ":getByDataFilter", api_books.get_by_data_filter, "Read", "getByDataFilter"),
    _sheets("POST", BOOK + ":batchUpdate", api_books.batch_update, "Write", "batchUpdate"),
    _sheets("POST", BOOK + r"/sheets/(?P<sheet_id>[0-9]+):copyTo", api_books.copy_to, "Write", "sheets.copyTo"),
    _sheets("GET", BOOK + r"/developerMetadata/(?P<metadata_id>[0-9]+)", api_filters.get_metadata, "Read",
            "developerMetadata.get"),
    _sheets("POST", BOOK + "/developerMetadata:search", api_filters.search, "Read", "developerMetadata.search"),
    _sheets("GET", BOOK + "/values:batchGet", api_values.batch_get, "Read", "values.batchGet"),
    _sheets("POST", BOOK + "/values:batchUpdate", api_values.batch_update, "Write", "values.batchUpdate"),
    _sheets("POST", BOOK + "/values:batchClear", api_values.batch_clear, "Write", "values.batchClear"),
    _sheets("POST", BOOK + "/values:batchGetByDataFilter", api_filters.batch_get, "Read",
            "values.batchGetByDataFilter"),
    _sheets("POST", BOOK + "/values:batchUpdateByDataFilter", api_filters.batch_update, "Write",
            "values.batchUpdateByDataFilter"),
    _sheets("POST", BOOK + "/values:batchClearByDataFilter", api_filters.batch_clear, "Write",
            "values.batchClearByDataFilter"),
    _sheets("POST", BOOK + r"/values/(?P<cells>.+):append", api_values.append, "Write", "values.append"),
    _sheets("POST", BOOK + r"/values/(?P<cells>.+):clear", api_values.clear, "Write", "values.clear"),
    _sheets("GET", BOOK + r"/values/(?P<cells>.+)", api_values.get, "Read", "values.get"),
    _sheets("PUT", BOOK + r"/values/(?P<cells>.+)", api_values.update, "Write", "values.update"),
    _drive("GET", r"/drive/v3/files", api_drive.list_files),
    _drive("POST", r"/drive/v3/files", api_drive.create),
    _drive("GET", r"/drive/v3/files/(?P<file_id>[^/]+)", api_drive.get),
    _drive("PATCH", r"/drive/v3/files/(?P<file_id>[^/]+)", api_drive.update),
    _drive("DELETE", r"/drive/v3/files/(?P<file_id>[^/]+)", api_drive.delete),
    _drive("POST", r"/drive/v3/files/(?P<file_id>[^/]+)/copy", api_drive.copy),
    _drive("GET", r"/drive/v3/files/(?P<file_id>[^/]+)/export", api_drive.export),
    _drive("GET", r"/drive/v3/files/(?P<file_id>[^/]+)/comments", api_drive.comments),
    _drive("GET", r"/drive/v3/files/(?P<file_id>[^/]+)/permissions", api_sharing.permissions),
    _drive("POST", r"/drive/v3/files/(?P<file_id>[^/]+)/permissions", api_sharing.share),
    _drive("DELETE", r"/drive/v3/files/(?P<file_id>[^/]+)/permissions/(?P<permission_id>[^/]+)", api_sharing.unshare),
    _drive("PUT", r"/upload/drive/v2/files/(?P<file_id>[^/]+)", api_drive.upload_csv),
)


def route(service: Service, request: Request) -> Answer:
    """Raises ApiError: 404 for what there is no line for."""
    for line in LINES:
        match = line.path.match(request.path) if line.method == request.method else None
        if match:
            if line.quota:
                service.quota.spend(line.quota, request.who)
                parameters.check(line.method_id, request.query)
            return line.handler(service, request, **{name: unquote(part) for name, part in match.groupdict().items()})
    raise not_found()
