"""Our steps in nbgrader's autograding; nbgrader_config.py puts them in place."""

import ast
import base64
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import find_all_files, is_grade
from traitlets import Bool, Integer

from grader import warm
from grader.build import KERNEL
from grader.chapter import exercise_of, hidden_lines
from grader.fingerprint import fingerprint
from grader.mend import KnownCell, mend
from grader.safe_html import safe_output
from grader.sandbox import too_much

LEFT_OUT = "... something shown here was left out, because it cannot be shown safely ...\n"


judged: dict[str, tuple[dict, dict]] = {}  # {student: (task, its outcome)} from grader/grade.py, so that Judge need not wait


class Mend(NbGraderPreprocessor):
    """Bring a submission into order (grader/mend.py); in its place nbgrader has OverwriteCells, DeduplicateIds and others."""

    def preprocess(self, notebook, resources):
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            known = known_cells(gradebook, about["assignment"], about["notebook"])
        course = self.parent.parent.coursedir
        given = Path(course.format_path(course.source_directory, ".", about["assignment"]))
        key = fingerprint(Path(resources["metadata"]["path"]), given, known, Judge(parent=self.parent).settings())
        return put_in_order(notebook, known, key), resources


def known_cells(gradebook, assignment: str, notebook: str) -> list[KnownCell]:
    """The cells of an assignment's notebook that nbgrader's gradebook knows."""
    entry = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: cell.max_score for cell in entry.grade_cells}
    return [
        KnownCell(cell.name, cell.cell_type, cell.source, cell.locked, cell.checksum, points.get(cell.name)) for cell in entry.source_cells
    ]


def put_in_order(notebook, known: list[KnownCell], key: str):
    """The notebook as it is judged, with its fingerprint `key`; notes on what was mended are in its metadata."""
    notebook.cells, notes = mend(notebook.cells, known)
    notebook.metadata = KERNEL | {"grader": {"notes": notebook.metadata.grader.notes + notes, "fingerprint": key}}
    return notebook


class Judge(NbGraderPreprocessor):
    """Run a notebook in the judge and the sandbox (grader/judge.py); in its place nbgrader has Execute."""

    sandbox = Bool(True, help="Run students' code in a sandbox. Without one it has your rights.").tag(config=True)
    cell_seconds = Integer(30, help="The longest time that a cell may take.").tag(config=True)
    submission_seconds = Integer(600, help="The longest time that a whole submission may take.").tag(config=True)

    def settings(self) -> dict:
        return {"sandbox": self.sandbox, "limits": {"cell": self.cell_seconds, "submission": self.submission_seconds}}

    def task(self, notebook, folders: list[Path], course, assignment: str) -> dict:
        """What to judge (see grader.judge.judge): a notebook that was put in order, and the files beside it in these folders.

        course: nbgrader's CourseDirectory.
        """
        return self.settings() | {
            "cells": [_task(cell) for cell in _code_cells(notebook)],
            "files": {name: content for folder in folders for name, content in files_beside(folder, course.ignore).items()},
            "course": str(Path(course.root).resolve()),
            "imports": imports(course, assignment),
        }

    def preprocess(self, notebook, resources):
        about, course = resources["nbgrader"], self.parent.parent.coursedir
        task = self.task(notebook, [Path(resources["metadata"]["path"])], course, about["assignment"])
        known_task, outcome = judged.pop(about["student"], (None, None))
        if task != known_task:
            outcome = warm.judge(task)
        notes = notebook.metadata.grader.notes
        if not self.sandbox:
            notes.append("Graded without a sandbox: the code in this notebook ran with the grader's rights, so its marks can be wrong.")
        for cell, outputs in zip(_code_cells(notebook), outcome["cells"], strict=True):
            cell.outputs = [new_output(**output) for output in outputs] if is_grade(cell) else _shown(outputs)
        notes += outcome["events"]
        for note in notes:
            self.log.warning("%s: %s", about["student"], note)
        notebook.metadata.grader["sandbox"] = self.sandbox
        if notes:
            text = "**Notes on how this was graded**\n\n" + "\n".join(f"- {note}" for note in notes)
            notebook.cells.insert(0, new_markdown_cell(text, id="notes-of-the-grader"))
        return notebook, resources


def _code_cells(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def files_beside(folder: Path, ignored: list[str]) -> dict[str, str]:
    """{path: content in base64} of the files beside a notebook, as nbgrader copies them; none where they are too much."""
    if too_much(folder):
        return {}
    paths = [Path(path) for path in find_all_files(str(folder), [*ignored, "*.ipynb"]) if not Path(path).is_symlink()]
    return {str(path.relative_to(folder)): base64.b64encode(path.read_bytes()).decode("ascii") for path in paths}


def imports(course, assignment: str) -> list[str]:
    """The import statements of an assignment as it was released; course: nbgrader's CourseDirectory."""
    release = Path(course.format_path(course.release_directory, ".", assignment), f"{assignment}.ipynb")
    return _imports(release, release.stat().st_mtime_ns) if release.is_file() else []


@lru_cache
def _imports(path: Path, modified: int) -> list[str]:
    found = set()
    for cell in _code_cells(nbformat.read(path, as_version=4)):
        try:
            found |= {ast.unparse(node) for node in ast.parse(cell.source).body if isinstance(node, (ast.Import, ast.ImportFrom))}
        except SyntaxError:  # a cell with a command of IPython's
            continue
    return sorted(found)


def _task(cell):
    """A code cell as the judge wants it."""
    if not is_grade(cell):
        return {"source": cell.source, "test": ""}
    name, points = cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader.points
    hidden = sorted(hidden_lines(cell.source))
    return {"source": cell.source, "test": name, "exercise": exercise_of(name), "points": points, "hidden": hidden}


def _shown(outputs):
    safe = [safe_output(output) for output in outputs]
    if None in safe:
        safe.append({"output_type": "stream", "name": "stdout", "text": LEFT_OUT})
    return [new_output(**output) for output in safe if output]
