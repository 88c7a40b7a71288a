"""What the tests of the chapters share: their texts, their solutions executed, and the golden numbers."""

import json
from pathlib import Path

import nbformat
import numpy as np

from grader.build import find_chapters, notebook_path
from grader.chapter import read_chapter
from grader.submission import solutions

ROOT = Path(__file__).parent.parent
GOLDEN = json.loads((ROOT / "tests" / "golden.json").read_text())
CHAPTERS = {path.stem: read_chapter(path) for path in find_chapters(ROOT, [])}


def executed(name):
    """The solved and executed notebook of a chapter."""
    return nbformat.read(notebook_path(ROOT, "solutions", name), as_version=4)


def answers(name):
    """The names that a chapter's solutions define."""
    namespace = {"np": np}
    for code in solutions(CHAPTERS[name]).values():
        exec(code, namespace)
    return namespace


def printed(name):
    """Everything that an executed solution prints."""
    cells = executed(name).cells
    return "\n".join(output.text for cell in cells if cell.cell_type == "code" for output in cell.outputs if output.output_type == "stream")
