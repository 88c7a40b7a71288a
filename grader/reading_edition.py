"""The reading edition: the executed chapters as pages of the site, with exercises but without their answers."""

import json
import shutil
from pathlib import Path

from grader.build import find_chapters, notebook_path, pages

NOTE = """\
:::{note}
This page is for reading. Figures stand still, and what you are to write is left out:
to solve the exercises and to move the sliders, open this chapter in JupyterLab.
:::"""


def reading_edition(root: Path, name: str) -> dict:
    """The solution notebook of chapter `name` under root, but its answer and test cells are the release's, which have no outputs.

    So the lesson keeps its outputs, and no solution is left. A note below the title says so.
    """
    solved, released = [json.loads(notebook_path(root, folder, name).read_text(encoding="utf-8")) for folder in ("solutions", "release")]
    exercises = {cell["id"]: cell for cell in released["cells"] if "nbgrader" in cell["metadata"]}
    note = {"cell_type": "markdown", "id": "reading-edition", "metadata": {}, "source": NOTE}
    title, *cells = [exercises.get(cell["id"], cell) for cell in solved["cells"]]
    return solved | {"cells": [title, note, *cells]}


def write_reading_edition(root: Path, out: Path) -> None:
    """Write the reading edition of all chapters of root to out/<chapter>/<chapter>.ipynb, and the pages that they link to beside them.

    What was in out before is deleted.
    """
    shutil.rmtree(out, ignore_errors=True)
    for path in find_chapters(root, []):
        target = out / path.stem / f"{path.stem}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(reading_edition(root, path.stem)), encoding="utf-8")
    for page in pages(root):
        shutil.copyfile(page, out / page.name)
