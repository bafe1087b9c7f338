"""Answers that are errors, worded as Google words them (recorded answers, discovery document, public bug reports)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NAMES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
         429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE"}
PROTECTED = ("You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
             "protection if you need to edit.")


class ApiError(Exception):
    """A refusal: HTTP status, sentence, and the machine-readable details that go with it."""

    def __init__(self, code: int, message: str, *, status: str = "", details: Sequence[dict[str, Any]] = (),
                 retry_after: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status or NAMES[code]
        self.details, self.retry_after = list(details), retry_after

    def body(self) -> dict[str, Any]:
        """{"error": {"code", "message", "status", "details"?}}."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        return {"error": error | ({"details": self.details} if self.details else {})}


class DriveError(ApiError):
    """Drive's older way to refuse: a reason from a list, no status."""

    def __init__(self, code: int, message: str, domain: str, reason: str) -> None:
        super().__init__(code, message)
        self._reason = {"domain": domain, "reason": reason, "message": message}

    def body(self) -> dict[str, Any]:
        return {"error": {"code": self.code, "message": self.message, "errors": [self._reason]}}


def invalid(message: str) -> ApiError:
    return ApiError(400, message)


def violations(found: Sequence[tuple[str, str]]) -> ApiError:
    """A malformed body: every (field, sentence) in one answer."""
    fields = [{"field": field, "description": sentence} if field else {"description": sentence}
              for field, sentence in found]
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": fields}
    return ApiError(400, "\n".join(sentence for _, sentence in found), details=[detail])


def bad_mask(path: str) -> ApiError:
    """A read mask that names what the answer does not have."""
    sentence = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    error = violations([("fields", sentence)])
    error.message = "Request contains an invalid argument."
    return error


def not_found() -> ApiError:
    return ApiError(404, "Requested entity was not found.")


def forbidden() -> ApiError:
    return ApiError(403, "The caller does not have permission")


def no_such_sheet(sheet_id: int) -> ApiError:
    return invalid(f"No sheet with id: {sheet_id}")


def unauthenticated() -> ApiError:
    return ApiError(401, "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
                         "or other valid authentication credential. See "
                         "https://developers.google.com/identity/sign-in/web/devconsole-project.")


def service_disabled(project: str) -> ApiError:
    """The API was never switched on in the project that the key belongs to."""
    link = f"https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project={project}"
    message = (f"Google Sheets API has not been used in project {project} before or it is disabled. Enable it by "
               f"visiting {link} then retry. If you enabled this API recently, wait a few minutes for the action to "
               "propagate to our systems and retry.")
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED",
            "domain": "googleapis.com",
            "metadata": {"service": "sheets.googleapis.com", "consumer": f"projects/{project}"}}
    return ApiError(403, message, details=[info])


def not_a_spreadsheet() -> ApiError:
    """A workbook of Excel that was uploaded and opened in Drive, for example."""
    return ApiError(400, "This operation is not supported for this document", status="FAILED_PRECONDITION")


def quota_exceeded(kind: str, project: str, *, retry_after: int | None = None) -> ApiError:
    """kind: `Read` or `Write`."""
    message = (f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' of "
               f"service 'sheets.googleapis.com' for consumer 'project_number:{project}'.")
    return ApiError(429, message, retry_after=retry_after)
