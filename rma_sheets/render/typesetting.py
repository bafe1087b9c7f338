"""The door to typst: template folders and data in, PDF out.

Templates belong to the shop, so they run fenced in: a private copy of the folders is all they can read (the
shop's files laid over the shipped ones, links that lead out of the folder left behind), packages from the
network are refused before typst would fetch them, and typst works in a process that can be ended. Same templates, same
data, same bytes.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path

from rma_sheets.errors import RmaSheetsError, TemplateError

from .typeset_process import EndedError, TypesetError, TypesetProcess

SECONDS = 60.0
"""The most that one document may take: a thousand labels in one PDF take about five."""

PARTS = ("label", "form")
"""The sub-folders of a template folder that documents use."""
_PLACE = re.compile(r"┌─ (.*?):(\d+):\d+")
_PACKAGE = re.compile(r"^(?!\s*//).*?\b(?:import|include)[\s(]*\"(@[^\"]*)\"", re.MULTILINE)


class Typesetter:
    """One compiler over one private copy of the templates, made at the first use and gone with this object."""

    def __init__(self, folders: Sequence[Path], seconds: float = SECONDS) -> None:
        """`folders` in the order of search: the shop's own first, the shipped one last; `seconds` for one document."""
        self._folders, self._seconds = tuple(folders), seconds
        self._costly: set[str] = set()
        self._ready = False
        self._root = Path()
        self._origin: dict[str, Path] = {}
        self._process: TypesetProcess | None = None

    def pdf(self, template: str, data: Mapping[str, object]) -> bytes:
        """The PDF of `label/a4.typ` or the like with that data. Raises TemplateError."""
        process = self._started()
        if template not in self._origin:
            known = ", ".join(sorted(name for name in self._origin if name.endswith(".typ") and "parts" not in name))
            raise TemplateError("documents.template-missing", template=template, known=known)
        if template in self._costly:
            raise self._too_costly(template)
        try:
            return process.pdf(template, json.dumps(data, ensure_ascii=False, sort_keys=True))
        except TypesetError as cause:
            raise self._broken(template, cause) from cause
        except EndedError as cause:
            self._process = None
            if cause.broken:
                raise RmaSheetsError("documents.typesetter-broken", reason=cause.broken) from cause
            self._costly.add(template)  # nobody waits for it again in this pass
            raise self._too_costly(template) from cause

    def _too_costly(self, template: str) -> TemplateError:
        return TemplateError("documents.template-costly", template=self._origin[template],
                             seconds=f"{self._seconds:g}")

    def _started(self) -> TypesetProcess:
        """Raises RmaSheetsError for a disk or a machine that has no room for it."""
        try:
            self._prepare()
            self._process = self._process or TypesetProcess(self._root, self._seconds)
        except OSError as cause:
            raise RmaSheetsError("files.cannot-write", path=tempfile.gettempdir(),
                                 reason=cause.strerror or str(cause)) from cause
        return self._process

    def place(self, name: str, file: Path) -> str:
        """Put a file of the shop's, a logo, where templates can read it; its path for them."""
        self._prepare()
        shutil.copyfile(file, self._root / name)
        return f"/{name}"

    def _prepare(self) -> None:
        if self._ready:
            return
        self._root = Path(tempfile.mkdtemp(prefix="rma-sheets-"))
        weakref.finalize(self, shutil.rmtree, self._root, ignore_errors=True)
        for folder in reversed(self._folders):
            for part in PARTS:
                for file in sorted((folder / part).rglob("*")):
                    self._copy(file, folder)
        self._refuse_packages()
        self._ready = True

    def _copy(self, file: Path, folder: Path) -> None:
        if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
            return
        name = file.relative_to(folder).as_posix()
        target = self._root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        self._origin[name] = file

    def _refuse_packages(self) -> None:
        for name, file in self._origin.items():
            source = (self._root / name).read_text("utf-8", "replace") if name.endswith(".typ") else ""
            if found := _PACKAGE.search(source):
                line = source.count("\n", 0, found.start(1)) + 1
                raise TemplateError("documents.package-refused", template=f"{file}:{line}", package=found.group(1))

    def _broken(self, template: str, cause: TypesetError) -> TemplateError:
        """One line: the shop's file and line, and what typst found; hints and stack left out."""
        found = _PLACE.search(cause.diagnostic)
        name, line = template, ""
        if found:
            shown = found.group(1).replace("\\", "/")
            name, line = shown.rpartition(f"{self._root.name}/")[2], f":{found.group(2)}"
        what = " ".join(cause.message.replace(str(self._root), "").split())
        return TemplateError("documents.template-broken", template=f"{self._origin.get(name, name)}{line}", what=what)
