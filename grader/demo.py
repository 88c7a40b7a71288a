"""A sample class, from chapter text to feedback pages, in a folder of its own."""

import shutil
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from rich.console import Console
from rich.table import Table

from grader import GraderError
from grader.build import build, read_chapters
from grader.chapter import Chapter, exercise_number
from grader.course_root import nbgrader_api
from grader.feedback import write_feedback
from grader.grade import grade
from grader.marks import marks
from grader.progress import bar
from grader.submission import answered, solutions, submit
from grader.warm import problem

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


class DemoError(GraderError):
    """The demonstration cannot run; the message says why and what to do."""


def run_demo(root: Path, console: Console) -> None:
    """Build the first two chapters of root into root/demo, grade the sample class there on both and print its marks.

    Raises DemoError where root/demo holds something else, and at the end where nbgrader could not grade somebody.
    """
    names = [chapter.name for chapter in read_chapters(root, [])[:2]]  # before anything is deleted; all of them would take minutes
    folder = _fresh_folder(root / "demo")
    if no_sandbox := problem():
        console.print(f"{no_sandbox}. The sample class is ours, so it is graded without one.", soft_wrap=True)
    chapters, troubles = build(root, names, folder, progress=bar("Building", console)), []
    for chapter in chapters:
        for student, answers in SAMPLE_CLASS.items():
            notebook = answered(folder, chapter.name, answers(chapter, root / "tests" / "answers"))
            EDITS.get(student, lambda notebook: None)(notebook)
            submit(folder, student, chapter.name, notebook)
        results = grade(folder, chapter.name, [], config_root=root, sandbox=not no_sandbox, progress=bar(f"Grading {chapter.name}", console))
        troubles += [f"{graded.student} could not be graded on {chapter.name}: {graded.trouble}" for graded in results if graded.trouble]
        write_feedback(folder, chapter.name, [], config_root=root, progress=bar("Feedback", console))
    api = nbgrader_api(folder, root)
    for chapter in chapters:
        console.print(_table(chapter, {student: marks(api, chapter.name, student) for student in SAMPLE_CLASS}))
    console.print(f"Feedback pages: {(folder / 'feedback').relative_to(root)}/<student>/<chapter>/<chapter>.html")
    example = folder / "feedback" / "typical-mistakes" / chapters[0].name / f"{chapters[0].name}.html"
    console.print(f"Open this one in a browser: {example.relative_to(root)}", soft_wrap=True)
    if troubles:
        raise DemoError("\n".join(troubles))


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
    "loops-forever": _last_one("import time\n\nwhile True:\n    time.sleep(1)"),
    "prints-warnings": _noisy,
    "duplicated-a-cell": lambda chapter, bank: solutions(chapter),
}
EDITS = {"duplicated-a-cell": _copy_and_paste}


def _table(chapter: Chapter, class_marks: dict[str, dict[str, tuple[float, float]]]) -> Table:
    """Marks of the class: a row for each student, a column for each exercise, and the total."""
    statements = {cell.exercise: exercise_number(cell) for cell in chapter.cells if cell.role == "statement"}
    legend = ", ".join(f"{number} {exercise}" for exercise, number in statements.items())
    table = Table("student", title=f"{chapter.name}: points reached", caption=legend, caption_justify="left")
    possible = [sum(cell.points for cell in chapter.cells if cell.exercise == exercise) for exercise in statements]
    for heading, points in zip([*statements.values(), "total"], [*possible, sum(possible)]):
        table.add_column(f"{heading}\nof {points:g}", justify="right")
    for student, points in class_marks.items():
        if points:
            scores = [points[exercise][0] for exercise in statements]
            table.add_row(student, *(f"{score:g}" for score in [*scores, sum(scores)]))
        else:
            table.add_row(student, "not graded")
    return table
