"""Takes in what a student handed in, whatever it is, as a notebook that nbgrader can go on with.

nbgrader_config.py puts `receive` and `SubmissionReader` into nbgrader's autograde.
"""

import glob
import json
import os
import re
import shutil
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.utils import parse_utc

from grader import GraderError
from grader.mend import new_cell
from grader.preprocessors import Judge, imports
from grader.sandbox import too_much
from grader.warm import problem
from grader.wire import printable

LARGEST_NOTEBOOK = 64 * 2**20  # bytes
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")  # with and without a byte order mark; Chinese Windows
DEEPEST_WALKED = 200  # folders in folders; Python's own walks end at about 900
MOST_CELLS = 1_000
LONGEST_CELL = {"code": 200_000, "markdown": 100_000}  # characters
LONGEST_TEXT = 2_000_000  # characters of all cells together
TOO_LONG = "A text of {size:,} characters, perhaps with a picture in it, is left out here."
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # as nbformat wants it
NOT_FOLLOWED = "This was a symbolic link to {target}. Links are not followed when work is graded."


class UnreadableError(GraderError):
    """A file that is no notebook; the message says why, for the student."""


def receive(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's pre_convert_hook: replace links by files that say so, and name the one notebook to grade.

    An assignment's notebook has its name; what was handed in under another, SubmissionReader finds. Changes `notebooks`
    in place, and leaves it empty where it fails, so that nothing is graded.
    """
    folder = Path(notebooks[0]).parent
    notebooks.clear()
    for path in (folder.parent, folder):
        if path.is_symlink():
            path.unlink()
        path.mkdir(exist_ok=True)
    if _depth(folder) > DEEPEST_WALKED:
        raise UnreadableError(f"{folder}: folders are nested more than {DEEPEST_WALKED} deep; hand in or keep the notebook alone")
    for parent, folders, files in os.walk(folder):
        for path in [Path(parent, name) for name in folders + files]:
            if path.is_symlink():
                target = os.readlink(path)
                path.unlink()
                path.write_text(NOT_FOLLOWED.format(target=printable(target)) + "\n", encoding="utf-8")
            elif not path.is_dir() and not path.is_file():  # a named pipe, for example
                path.unlink()
    stamp = folder / "timestamp.txt"
    try:
        with stamp.open() as file:
            parse_utc(file.read(100).strip())
    except FileNotFoundError:
        pass
    except (OSError, ValueError, OverflowError):  # nbgrader would stop at a time stamp that is none
        shutil.rmtree(stamp) if stamp.is_dir() else stamp.unlink()
    notebooks.append(str(folder / f"{folder.name}.ipynb"))


def _depth(folder: Path) -> int:
    """How deep folders are nested in a folder, as far as DEEPEST_WALKED; without recursion, which has an end itself."""
    deepest, waiting = 0, [(str(folder), 0)]
    while waiting:
        path, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth <= DEEPEST_WALKED:
            with os.scandir(path) as entries:
                waiting += [(entry.path, depth + 1) for entry in entries if entry.is_dir(follow_symlinks=False)]
    return deepest


def find_submissions(autograde: Autograde) -> None:
    """In place of nbgrader's own, which passes over a folder where no name ends in .ipynb; SubmissionReader finds more."""
    course = autograde.coursedir
    named = autograde._format_source(course.assignment_id, course.student_id)
    # A name can look like a pattern.
    folders = [named] if os.path.isdir(named) else [path for path in glob.glob(named) if os.path.isdir(path)]
    autograde.notebooks = []
    autograde.assignments = {folder: [os.path.join(folder, f"{os.path.basename(folder)}.ipynb")] for folder in folders}
    if not folders:
        BaseConverter.init_notebooks(autograde)  # says so


Autograde.init_notebooks = find_submissions  # there is no hook before it


class SubmissionReader(NotebookExporter):
    """nbconvert's notebook exporter, but it reads also submissions that nbformat would not."""

    def __init__(self, **settings):
        super().__init__(**settings)
        course = self.parent.coursedir
        if Judge(parent=self).sandbox and (reason := problem(tuple(imports(course, course.assignment_id)))):
            self.log.error("%s. Nothing was graded. To grade without one, with your own rights: grader grade --no-sandbox", reason)
            raise NbGraderException(reason)

    def from_filename(self, filename, resources=None, **others):
        course, about = self.parent.coursedir, resources["nbgrader"]
        path = Path(filename)
        if path.parent != Path(course.format_path(course.submitted_directory, about["student"], about["assignment"])):
            return super().from_filename(filename, resources=resources, **others)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        notebook = read_submission(path)
        return self.from_notebook_node(notebook, resources=resources, **others)


def read_submission(path: Path) -> NotebookNode:
    """The notebook handed in as `path`, or under another name in its folder; without cells where there is none.

    Of each cell it keeps the kind, the text, the id and nbgrader's name for it, and nothing of outputs and metadata.
    The notebook's metadata "grader" holds "notes": sentences for the student and the instructor.
    """
    notes = []
    cells = []
    try:
        found = _find(path, notes)
        cells = [_cell(cell) for cell in _cells(_content(found))]
        if sum(len(cell.source) for cell in cells) > LONGEST_TEXT:
            cells = []
            raise UnreadableError(f"The texts in `{printable(found.name)}` have more than {LONGEST_TEXT:,} characters")
        _tell_apart(cells)
    except UnreadableError as error:
        notes.append(f"{error}, so nothing could be graded.")
    if path.parent.is_dir() and too_much(path.parent):
        notes.append("The files beside the notebook are too many or too large; it was graded without them.")
    return new_notebook(cells=cells, metadata={"grader": {"notes": notes}})


def _tell_apart(cells: list[NotebookNode]) -> None:
    """Give new ids to cells that share one: it says nothing of them any more."""
    uses = Counter(cell.id for cell in cells)
    for number, cell in enumerate(cells):
        if uses[cell.id] > 1:
            cell.id = f"shared-{number}"


def _find(path: Path, notes: list[str]) -> Path:
    others = sorted(file for file in path.parent.rglob("*") if file != path and _is_notebook(file))
    if path.is_file():
        if others:
            notes.append(f"`{path.name}` was graded. There is also {_names(others)}, perhaps newer, which was not.")
        return path
    if not others:
        raise UnreadableError(f"No notebook `{path.name}` was handed in")
    found = max(others, key=lambda file: SequenceMatcher(None, file.stem.lower(), path.stem.lower()).ratio())
    of_several = f"Of {_names(others)}: " if len(others) > 1 else ""
    notes.append(f"{of_several}`{printable(found.name)}` was graded as `{path.name}`.")
    return found


def _is_notebook(file: Path) -> bool:
    """Whether a file calls itself one; browsers append .txt or .json."""
    in_the_dark = any(part.startswith(".") for part in file.parts[-2:])  # .ipynb_checkpoints, for example
    return file.is_file() and not in_the_dark and file.name.lower().endswith((".ipynb", ".ipynb.txt", ".ipynb.json"))


def _names(files: list[Path]) -> str:
    listed = ", ".join(f"`{printable(file.name)}`" for file in files[:5])
    return listed if len(files) <= 5 else f"{listed} and {len(files) - 5} more"


def _content(path: Path) -> dict:
    """The JSON in a file that has a list of cells. Raises UnreadableError."""
    name = printable(path.name)
    data = _bytes(path)
    if len(data) > LARGEST_NOTEBOOK:
        raise UnreadableError(f"`{name}` is larger than {LARGEST_NOTEBOOK // 2**20} MB (clear its outputs and hand it in again)")
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableError(f"`{name}` is empty")
    for encoding in ENCODINGS:
        try:
            content = json.loads(data.decode(encoding))
            break
        except (ValueError, RecursionError):  # wrong encoding, or no JSON
            continue
    else:
        raise UnreadableError(f"`{name}` is no notebook: it holds no JSON")
    if not isinstance(content, dict) or not _cells(content):
        raise UnreadableError(f"`{name}` is no notebook: it has no cells")
    if len(_cells(content)) > MOST_CELLS:
        raise UnreadableError(f"`{name}` has {len(_cells(content)):,} cells; {MOST_CELLS:,} are allowed")
    return content


def _bytes(path: Path) -> bytes:
    """What a file holds, up to a little more than a notebook may. Raises UnreadableError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(LARGEST_NOTEBOOK + 1)
    except IsADirectoryError as error:
        raise UnreadableError(f"`{printable(path.name)}` is a folder") from error


def _cells(content: dict) -> list[dict]:
    """The cells of a notebook, whatever its age: before 2015 (nbformat 3) they were on worksheets."""
    sheets = [content] if "cells" in content else content.get("worksheets")
    lists = [sheet.get("cells") for sheet in _list(sheets) if isinstance(sheet, dict)]
    return [cell for cells in lists for cell in _list(cells) if isinstance(cell, dict)]


def _list(value) -> list:
    return value if isinstance(value, list) else []


def _cell(cell: dict) -> NotebookNode:
    """A fresh cell with the text, id and grade_id of `cell`; an id or name of no use is replaced or left empty."""
    source = cell.get("source", cell.get("input", ""))
    lines = [line for line in source if isinstance(line, str)] if isinstance(source, list) else [source]
    source = printable("".join(lines)) if isinstance(source, (str, list)) else ""
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    if len(source) > LONGEST_CELL[kind]:
        source = ("# " if kind == "code" else "") + TOO_LONG.format(size=len(source))
    new = new_cell(kind, source, {})
    if isinstance(cell.get("id"), str) and CELL_ID.fullmatch(cell["id"]):  # otherwise it keeps one made up
        new.id = cell["id"]
    about = cell.get("metadata")
    about = about.get("nbgrader") if isinstance(about, dict) else None
    name = about.get("grade_id") if isinstance(about, dict) else None
    new.metadata["nbgrader"] = {"grade_id": name if isinstance(name, str) else ""}
    return new
