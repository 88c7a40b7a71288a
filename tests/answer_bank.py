"""Hands in the answers of tests/answers as a class and grades it; for the test of them and for the table of them.

tests/answers/<chapter>/<exercise>/right-*.py must get full marks. A wrong-*.py must lose points, and its feedback must
contain the phrase of its line `# says: ...`. Its first line says in words what the mistake is.
The k-th answers of all exercises of a chapter are handed in together, so each file must stand alone; exercises that have no
k-th answer stay untouched.
"""

import ast
import re
from itertools import zip_longest
from pathlib import Path

import nbformat

from grader.build import find_chapters, write_chapter
from grader.chapter import exercise_of, read_chapter
from grader.course_root import nbgrader_api
from grader.grade import grade
from grader.marks import class_marks
from grader.submission import answered, solutions, submit

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


def grade_bank(name, root):
    """{student: ({exercise: (score, possible)}, {exercise: feedback text})} of a chapter's bank, graded by the judge in root."""
    students = class_of(name)
    write_chapter(CHAPTERS[name], root, ROOT)
    for student, answers, _ in students:
        notebook = answered(root, name, answers)
        if student not in ("solved", "untouched"):
            leave_out_demonstrations(notebook)
        submit(root, student, name, notebook)
    results = grade(root, name, [], config_root=ROOT)
    assert [graded.trouble for graded in results if graded.trouble] == []
    points = class_marks(nbgrader_api(root, ROOT), name)
    return {student: (points[student], feedback(root, name, student)) for student, _, _ in students}


def leave_out_demonstrations(notebook):
    """Keep only the imports, definitions and constants of the lesson's cells: no mark depends on the rest, which takes most of the time."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata:
            cell.source = "\n\n".join(ast.unparse(node) for node in ast.parse(cell.source).body if is_definition(node))


def is_definition(node):
    if isinstance(node, ast.Assign):
        return all(isinstance(part, (ast.Dict, ast.List, ast.Tuple, ast.Constant, ast.Attribute, ast.Name, ast.Load)) for part in ast.walk(node.value))
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef))


def feedback(root, name, student):
    notebook = nbformat.read(root / "autograded" / student / name / f"{name}.ipynb", as_version=4)
    found: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
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
