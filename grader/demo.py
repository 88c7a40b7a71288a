"""A sample class, from chapter text to feedback pages, in a folder of its own."""

import shutil
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from grader.build import build
from grader.chapter import Chapter
from grader.course_root import nbgrader_api
from grader.marks import marks
from grader.submission import answered, solutions, submit

MARKER = "made-by-grader-demo.txt"
NOISE = """
import warnings

warnings.simplefilter("always")


def noisy(function):
    def call(*arguments, **keywords):
        warnings.warn("slow, but right")
        return function(*arguments, **keywords)

    return call


if callable({answer}):
    {answer} = noisy({answer})
"""


class DemoError(Exception):
    """The demonstration cannot run; the message says why and what to do."""


def run_demo(root: Path, console: Console) -> None:
    """Build all chapters of root into root/demo, grade the sample class there and print its marks.

    Raises DemoError where root/demo holds something else.
    """
    folder = _fresh_folder(root / "demo")
    with Progress(console=console) as progress:
        chapters = build(root, [], folder, progress=lambda items: progress.track(items, description="Building"))
        api = nbgrader_api(folder, root)
        work = [(chapter, name) for chapter in chapters for name in SAMPLE_CLASS]
        troubles = {}
        for chapter, name in progress.track(work, description="Grading"):
            notebook = answered(folder, chapter.name, SAMPLE_CLASS[name](chapter, root / "tests" / "answers"))
            EDITS.get(name, lambda notebook: None)(notebook)
            submit(folder, name, chapter.name, notebook)
            result = api.autograde(chapter.name, name)
            if result["success"]:
                api.generate_feedback(chapter.name, name)
            else:
                troubles[chapter.name, name] = result.get("log") or result.get("error", "")
    for chapter in chapters:
        console.print(_table(chapter, {name: marks(api, chapter.name, name) for name in SAMPLE_CLASS}))
    for (chapter_name, name), log in troubles.items():
        console.print(f"{name} could not be graded on {chapter_name}; nbgrader says:\n{log}", markup=False)
    console.print(f"Feedback pages: {(folder / 'feedback').relative_to(root)}/<student>/<chapter>/<chapter>.html")
    example = folder / "feedback" / "typical-mistakes" / chapters[0].name / f"{chapters[0].name}.html"
    console.print(f"Open this one in a browser: {example.relative_to(root)}", soft_wrap=True)


def _fresh_folder(folder: Path) -> Path:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).exists():
            raise DemoError(f"{folder} holds files that the demonstration did not make; move them away first")
        shutil.rmtree(folder)
    folder.mkdir(exist_ok=True)
    (folder / MARKER).write_text("Made by `grader demo`, and deleted when it runs again.\n")
    return folder


def _half(chapter: Chapter, bank: Path) -> dict[str, str]:
    right = solutions(chapter)
    return {exercise: right[exercise] for exercise in chapter.exercises()[: len(right) // 2]}


def _wrong(number: int):
    """Answers that are the number-th wrong one of the answer bank, for every exercise."""

    def answers(chapter: Chapter, bank: Path) -> dict[str, str]:
        found = {}
        for exercise in chapter.exercises():
            files = sorted((bank / chapter.name / exercise).glob("wrong-*.py"))
            if not files:
                raise DemoError(f"{bank / chapter.name / exercise} has no wrong-*.py to take a sample from; add one")
            found[exercise] = files[number % len(files)].read_text(encoding="utf-8")
        return found

    return answers


def _last_one(code: str):
    """Right answers, but for the last exercise, whose answer is this code."""
    return lambda chapter, bank: solutions(chapter) | {chapter.exercises()[-1]: code}


def _noisy(chapter: Chapter, bank: Path) -> dict[str, str]:
    """Right answers that warn on stderr at every call."""
    return {exercise: f"{code}\n{NOISE.format(answer=exercise)}" for exercise, code in solutions(chapter).items()}


def _copy_and_paste(notebook: NotebookNode) -> None:
    """Copy the first answer cell and the first test cell, as JupyterLab does it."""
    for role in ("solution", "grade"):
        index = next(i for i, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get(role))
        original = notebook.cells[index]
        notebook.cells.insert(index + 1, new_code_cell(original.source, metadata=deepcopy(original.metadata)))


# {student: (chapter, answer bank) -> {exercise: code}}; an exercise that is left out stays untouched.
SAMPLE_CLASS = {
    "all-right": lambda chapter, bank: solutions(chapter),
    "half-right": _half,
    "typical-mistakes": _wrong(0),
    "other-mistakes": _wrong(1),
    "untouched": lambda chapter, bank: {},
    "does-not-parse": _last_one("def broken(:\n    return"),
    "loops-forever": _last_one("while True:\n    pass"),
    "prints-warnings": _noisy,
    "duplicated-a-cell": lambda chapter, bank: solutions(chapter),
}
EDITS = {"duplicated-a-cell": _copy_and_paste}


def _table(chapter: Chapter, class_marks: dict[str, dict[str, tuple[float, float]]]) -> Table:
    """Marks of the class: a row for each student, a column for each exercise, and the total."""
    exercises = chapter.exercises()
    possible = {cell.exercise: 0.0 for cell in chapter.cells if cell.role == "statement"}
    for cell in chapter.cells:
        if cell.role == "tests":
            possible[cell.exercise] += cell.points
    table = Table("student", title=f"{chapter.name}: points reached")
    for exercise in exercises:
        table.add_column(f"{exercise}\nof {possible[exercise]:g}", justify="right", overflow="fold")
    table.add_column(f"total\nof {sum(possible.values()):g}", justify="right")
    for name, points in class_marks.items():
        if points:
            scores = [points[exercise][0] for exercise in exercises]
            table.add_row(name, *(f"{score:g}" for score in scores), f"{sum(scores):g}")
        else:
            table.add_row(name, *["not graded"] + [""] * len(exercises))
    return table
