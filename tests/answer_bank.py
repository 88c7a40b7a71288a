"""Grades the answers of tests/answers; for the test of them and for the table of them.

tests/answers/<chapter>/<exercise>/right-*.py must get full marks. A wrong-*.py must lose points, and its feedback must
contain the phrase of its line `# says: ...`. Its first line says in words what the mistake is.
The k-th answers of all exercises of a chapter are one submission, so each file must stand alone; exercises that have no
k-th answer stay untouched.
"""

import ast
import os
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

from nbformat.v4 import new_output
from nbgrader.utils import determine_grade, is_grade

from grader import warm
from grader.build import find_chapters, source_notebook
from grader.chapter import exercise_of, read_chapter
from grader.course_root import course_config, nbgrader_api
from grader.preprocessors import Judge
from grader.submission import answered, solutions

ROOT = Path(__file__).parent.parent
BANK = ROOT / "tests" / "answers"
CHAPTERS = {path.stem: read_chapter(path) for path in find_chapters(ROOT, [])}
ANSWERS = sorted(BANK.glob("*/*/*.py"))


def answer_files(chapter: str, exercise: str, kind: str) -> list[Path]:
    return sorted((BANK / chapter / exercise).glob(f"{kind}-*.py"))


def class_of(name):
    """[(student, {exercise: code}, the answer files in it)]: the bank of a chapter as one class."""
    chapter = CHAPTERS[name]
    students = [("untouched", {}, []), ("solved", solutions(chapter), [])]
    for kind in ("right", "wrong"):
        columns = [answer_files(name, exercise, kind) for exercise in chapter.exercises()]
        for number, row in enumerate(zip_longest(*columns)):
            files = {exercise: file for exercise, file in zip(chapter.exercises(), row) if file}
            answers = {exercise: file.read_text() for exercise, file in files.items()}
            students.append((f"{kind}{number}", answers, list(files.values())))
    return students


def grade_bank(name):
    """{student: ({exercise: (score, possible)}, {exercise: feedback text})} of a chapter's bank, as the judge and nbgrader score it.

    What else `grader grade` does, mending and the gradebook, would take as long again; test_answers tries it on one submission a chapter.
    """
    course, tests = nbgrader_api(ROOT, ROOT).coursedir, {cell.metadata.nbgrader.grade_id: cell.source for cell in _graded(source_notebook(CHAPTERS[name]))}
    judge = Judge(config=course_config(ROOT))

    def grade(row):
        student, answers, _ = row
        notebook = answered(ROOT, name, answers)
        if student != "solved":
            leave_out_demonstrations(notebook)
        for cell in _graded(notebook):
            cell.source = tests[cell.metadata.nbgrader.grade_id]
        outcome = warm.judge(judge.task(notebook, [], course, name))
        for cell, outputs in zip((cell for cell in notebook.cells if cell.cell_type == "code"), outcome["cells"], strict=True):
            cell.outputs = [new_output(**output) for output in outputs]
        return student, (marks(notebook), feedback(notebook))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(pool.map(grade, class_of(name)))


def _graded(notebook):
    return [cell for cell in notebook.cells if is_grade(cell)]


def marks(notebook):
    """{exercise: (score, possible)} of a judged notebook."""
    found: dict[str, tuple[float, float]] = {}
    for cell in _graded(notebook):
        exercise = exercise_of(cell.metadata.nbgrader.grade_id)
        found[exercise] = tuple(map(sum, zip(found.get(exercise, (0, 0)), determine_grade(cell))))
    return found


def leave_out_demonstrations(notebook):
    """Keep only the imports, definitions and constants of the lesson's cells: no mark depends on the rest, which takes most of the time."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata:
            cell.source = "\n\n".join(ast.unparse(node) for node in ast.parse(cell.source).body if is_definition(node))


def is_definition(node):
    if isinstance(node, ast.Assign):
        return all(isinstance(part, (ast.Dict, ast.List, ast.Tuple, ast.Constant, ast.Attribute, ast.Name, ast.Load)) for part in ast.walk(node.value))
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef))


def feedback(notebook):
    """{exercise: what its test cells say} in a judged notebook."""
    found: dict[str, str] = {}
    for cell in _graded(notebook):
        exercise = exercise_of(cell.metadata.nbgrader.grade_id)
        found[exercise] = found.get(exercise, "") + output_text(cell) + "\n"
    return found


def output_text(cell) -> str:
    """What a test cell says: its prints and its errors' messages, but not the traceback, which quotes the test itself."""
    errors = [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"]
    return "\n".join([output.text for output in cell.outputs if output.output_type == "stream"] + errors)


def phrase(file):
    """What the feedback of a wrong answer must contain; None where its file does not say."""
    says = re.search(r"^# says: (.+)$", file.read_text(), re.MULTILINE)
    return says and says[1].strip()
