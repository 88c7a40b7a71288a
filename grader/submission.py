"""Makes submissions: a release notebook with answers written into it, as a student would."""

from pathlib import Path

import nbformat

from grader.build import notebook_path
from grader.chapter import Chapter, solution_text


def solutions(chapter: Chapter) -> dict[str, str]:
    """{exercise: code of its solution}."""
    return {cell.exercise: solution_text(cell) for cell in chapter.cells if cell.role == "answer"}


def answered(root: Path, name: str, answers: dict[str, str]) -> nbformat.NotebookNode:
    """The release notebook of chapter `name` under root, with the code in answers = {exercise: code} in its answer cells."""
    notebook = nbformat.read(notebook_path(root, "release", name), as_version=4)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")}
    for exercise, code in answers.items():
        cells[exercise].source = code
    return notebook


def submit(root: Path, student: str, name: str, notebook: nbformat.NotebookNode) -> Path:
    """Lay the notebook into root/submitted/<student>/<chapter>/ and return where."""
    path = root / "submitted" / student / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
