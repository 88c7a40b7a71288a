"""Our steps in nbgrader's autograding and feedback; nbgrader_config.py puts them in place."""

import json
import subprocess
import sys
from pathlib import Path

from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from nbgrader.utils import is_grade
from traitlets import Bool, Integer

from grader import GraderError
from grader.build import KERNEL
from grader.chapter import exercise_of, hidden_lines
from grader.mend import KnownCell, mend
from grader.safe_html import safe_output

LEFT_OUT = "... something shown here was left out, because it cannot be shown safely ...\n"


class JudgeError(GraderError):
    """The judge itself failed; nothing is known of the submission."""


class Mend(NbGraderPreprocessor):
    """Bring a submission into order (grader/mend.py); in its place nbgrader has OverwriteCells, DeduplicateIds and others."""

    def preprocess(self, notebook, resources):
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            assignment = gradebook.find_notebook(about["notebook"], about["assignment"])
            points = {cell.name: cell.max_score for cell in assignment.grade_cells}
            known = [
                KnownCell(cell.name, cell.cell_type, cell.source, cell.locked, cell.checksum, points.get(cell.name))
                for cell in assignment.source_cells
            ]
        notebook.cells, notes = mend(notebook.cells, known)
        notebook.metadata = KERNEL | {"grader": {"notes": notebook.metadata.grader.notes + notes}}
        return notebook, resources


class Judge(NbGraderPreprocessor):
    """Run a notebook in the judge and the sandbox (grader/judge.py); in its place nbgrader has Execute."""

    sandbox = Bool(True, help="Run students' code in a sandbox. Without one it has your rights.").tag(config=True)
    cell_seconds = Integer(30, help="The longest time that a cell may take.").tag(config=True)
    submission_seconds = Integer(600, help="The longest time that a whole submission may take.").tag(config=True)

    def preprocess(self, notebook, resources):
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        outcome = self._judge({
            "cells": [_task(cell) for cell in cells],
            "files": str(Path(resources["metadata"]["path"]).resolve()),
            "sandbox": self.sandbox,
            "limits": {"cell": self.cell_seconds, "submission": self.submission_seconds},
        })
        notes = notebook.metadata.grader.notes
        if not self.sandbox:
            notes.append("Graded without a sandbox: the code in this notebook ran with the grader's rights, so its marks can be wrong.")
        for cell, outputs in zip(cells, outcome["cells"], strict=True):
            cell.outputs = [new_output(**output) for output in outputs] if is_grade(cell) else _shown(outputs)
        notes += outcome["events"]
        for note in notes:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], note)
        notebook.metadata.grader["sandbox"] = self.sandbox
        if notes:
            text = "**Notes on how this was graded**\n\n" + "\n".join(f"- {note}" for note in notes)
            notebook.cells.insert(0, new_markdown_cell(text, id="notes-of-the-grader"))
        return notebook, resources

    def _judge(self, task):
        # The judge limits what a submission can take; a judge that hangs is our own mistake.
        longest = self.submission_seconds + 60 + self.cell_seconds
        home = Path(__file__).parent.parent  # not where students' files lie
        try:
            run = subprocess.run(
                [sys.executable, "-m", "grader.judge"], input=json.dumps(task), capture_output=True, text=True, timeout=longest, cwd=home
            )
        except subprocess.TimeoutExpired as error:
            raise JudgeError(f"the judge did not end within {longest} seconds") from error
        if run.returncode:
            raise JudgeError(f"the judge failed with code {run.returncode}: {run.stderr[-2000:]}")
        return json.loads(run.stdout)


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


class HideHiddenTests(ClearHiddenTests):
    """Take the code of hidden tests out of the feedback; their messages stay. Left out of the configuration, it is shown."""

    def preprocess_cell(self, cell, resources, cell_index):
        return super().preprocess_cell(cell, resources, cell_index) if is_grade(cell) else (cell, resources)
