"""Mail templates of the shop, and ours where the shop has none: from a notice and plain data to text and HTML.

A shop's folder overrides file by file. A template that does not compile, asks for a field that does not exist or
does not come to an end raises TemplateError, which holds that mail and stops nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from css_inline import CSSInliner
from jinja2 import FileSystemLoader, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from rma_sheets.errors import TemplateError
from rma_sheets.model.texts import Texts

from .bounded import TooMuchError
from .filters import filters_for
from .grammar import RefusedError
from .plain import cut
from .sandbox import MAX_OUTPUT, MailEnvironment

LONGEST_SUBJECT = 200
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail in words. `html` has its style sheet in its elements; `subject` is one line of at most 200 characters."""

    subject: str
    text: str
    html: str


class Templates:
    """The templates of all languages.

    `folders` hold `<language>/<notice>.{html,txt}.j2` and what they share; the first folder that has a file wins.
    `texts` maps a language to its catalogue; an unknown language speaks English.
    """

    def __init__(self, folders: Sequence[Path], texts: Mapping[str, Texts]) -> None:
        self._environments = {
            language: MailEnvironment(FileSystemLoader([path for folder in folders
                                                        for path in (folder / language, folder)]), filters_for(own))
            for language, own in texts.items()}
        self._inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)

    def render(self, notice: str, language: str, context: Mapping[str, object]) -> Rendered:
        """The mail in words. `context` must be plain (`plain.plain`). Raises TemplateError."""
        chosen = language if language in self._environments else "en"
        text = self._render(chosen, f"{notice}.txt.j2", context)
        html = self._render(chosen, f"{notice}.html.j2", context)
        subject, _, body = text.strip().partition("\n")
        return Rendered(cut(" ".join(subject.split()), LONGEST_SUBJECT), _BLANK_LINES.sub("\n\n", body).strip() + "\n",
                        self._inliner.inline(html))

    def _render(self, language: str, name: str, context: Mapping[str, object]) -> str:
        environment, shown = self._environments[language], f"{language}/{name}"
        environment.begin()
        pieces: list[str] = []
        size = 0
        try:
            for piece in environment.get_template(name).generate(dict(context)):
                size += len(piece)
                if size > MAX_OUTPUT:
                    raise TooMuchError
                pieces.append(piece)
        except Exception as error:  # a template is a program of the shop's: whatever it raises is told as its fault
            raise _told(error, shown) from error
        return "".join(pieces)


def _told(error: Exception, template: str) -> TemplateError:
    place, line = _place(error, template)
    if isinstance(error, TemplateNotFound):
        return TemplateError("mail.template-missing", template=f"{template.partition('/')[0]}/{error.name}")
    if isinstance(error, RefusedError):
        return TemplateError(f"mail.{error.reason}", template=place, line=error.lineno, part=error.part)
    if isinstance(error, TemplateSyntaxError):
        return TemplateError("mail.template-broken", template=place, line=error.lineno, what=error.message or "")
    if isinstance(error, UndefinedError):
        return TemplateError("mail.field-missing", template=place, line=line, field=str(error))
    if isinstance(error, SecurityError):
        return TemplateError("mail.template-refused", template=place, line=line, what=str(error))
    if isinstance(error, TooMuchError | RecursionError | MemoryError):
        return TemplateError("mail.template-endless", template=place, line=line)
    return TemplateError("mail.template-broken", template=place, line=line, what=cut(str(error), 200))


def _place(error: Exception, template: str) -> tuple[str, int]:
    """The file and line of the template that an exception comes from; jinja2 puts them into the traceback."""
    place, line, entry = template, 1, error.__traceback__
    name = error.filename if isinstance(error, TemplateSyntaxError) else None
    while entry is not None:
        if entry.tb_frame.f_code.co_filename.endswith(".j2"):
            name, line = entry.tb_frame.f_code.co_filename, entry.tb_lineno
        entry = entry.tb_next
    if name:
        place = f"{template.partition('/')[0]}/{Path(name).name}"
    return place, line
