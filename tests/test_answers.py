"""Proof that tests test: every answer in tests/answers is graded on the real road, right ones and wrong ones.

tests/answers/<chapter>/<exercise>/right-*.py must get full marks. A wrong-*.py must lose points, and its feedback must
contain the phrase of its line `# says: ...`. Its first line says in words what the mistake is.
The k-th answers of all exercises of a chapter are handed in together, so each file must stand alone.
"""

import re
from functools import cache
from itertools import zip_longest
from pathlib import Path

import nbformat
import pytest

from grader.build import find_chapters, write_chapter
from grader.chapter import exercise_of, read_chapter
from grader.course_root import nbgrader_api
from grader.grade import grade
from grader.marks import class_marks, marks
from grader.submission import answered, solutions, submit

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).parent.parent
BANK = ROOT / "tests" / "answers"
CHAPTERS = {path.stem: read_chapter(path) for path in find_chapters(ROOT, [])}
EXERCISES = [(name, exercise) for name, chapter in CHAPTERS.items() for exercise in chapter.exercises()]
ANSWERS = sorted(BANK.glob("*/*/*.py"))


def answer_files(chapter: str, exercise: str, kind: str) -> list[Path]:
    return sorted((BANK / chapter / exercise).glob(f"{kind}-*.py"))


def class_of(name):
    """[(student, {exercise: code}, the answer files in it)]: the bank of a chapter as one class."""
    chapter = CHAPTERS[name]
    right = solutions(chapter)
    students = [("untouched", {}, []), ("solved", right, [])]
    for kind in ("right", "wrong"):
        columns = [answer_files(name, exercise, kind) for exercise in chapter.exercises()]
        for number, row in enumerate(zip_longest(*columns)):
            files = {exercise: file for exercise, file in zip(chapter.exercises(), row) if file}
            answers = right | {exercise: file.read_text() for exercise, file in files.items()}
            students.append((f"{kind}{number}", answers, list(files.values())))
    return students


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A function: chapter -> {student: (marks, {exercise: feedback text})}, by the judge."""

    @cache
    def grade_bank(name):
        root = tmp_path_factory.mktemp("course")
        write_chapter(CHAPTERS[name], root, ROOT)
        for student, answers, _ in class_of(name):
            submit(root, student, name, answered(root, name, answers))
        results = grade(root, name, [], config_root=ROOT)
        assert [graded.trouble for graded in results if graded.trouble] == []
        points = class_marks(nbgrader_api(root, ROOT), name)
        return {student: (points[student], feedback(root, name, student)) for student, _, _ in class_of(name)}

    return grade_bank


def feedback(root, name, student):
    notebook = nbformat.read(root / "autograded" / student / name / f"{name}.ipynb", as_version=4)
    found: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            exercise = exercise_of(cell.metadata.nbgrader.grade_id)
            found[exercise] = found.get(exercise, "") + output_text(cell)
    return found


def output_text(cell) -> str:
    """What a test cell says: its prints and its errors' messages, but not the traceback, which quotes the test itself."""
    errors = [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"]
    return "\n".join([output.text for output in cell.outputs if output.output_type == "stream"] + errors)


@pytest.mark.parametrize("chapter, exercise", EXERCISES)
def test_every_exercise_has_answers_in_the_bank(chapter, exercise):
    assert len(answer_files(chapter, exercise, "wrong")) >= 3
    assert len(answer_files(chapter, exercise, "right")) >= 1


def test_the_bank_holds_nothing_else():
    known = {BANK / chapter / exercise for chapter, exercise in EXERCISES}
    assert {file.parent for file in BANK.rglob("*") if file.is_file()} <= known
    assert all(re.fullmatch(r"(right|wrong)-[a-z0-9-]+\.py", file.name) for file in ANSWERS)


@pytest.mark.parametrize("name", [str(file.relative_to(BANK)) for file in ANSWERS])
def test_answer_gets_the_marks_it_deserves(graded, name):
    file = BANK / name
    student = next(student for student, _, files in class_of(file.parts[-3]) if file in files)
    points, feedback = graded(file.parts[-3])[student]
    score, possible = points[file.parent.name]
    if file.name.startswith("right-"):
        assert score == possible, feedback[file.parent.name]
        return
    says = re.search(r"^# says: (.+)$", file.read_text(), re.MULTILINE)
    assert says, "a wrong answer needs a line '# says: phrase that its feedback must contain'"
    assert score < possible
    assert says[1].strip() in feedback[file.parent.name]


@pytest.mark.parametrize("name", CHAPTERS)
def test_solutions_get_full_marks(graded, name):
    points, feedback = graded(name)["solved"]
    assert set(points) == set(CHAPTERS[name].exercises())
    for exercise, (score, possible) in points.items():
        assert score == possible > 0, f"{exercise}: {feedback[exercise]}"


@pytest.mark.parametrize("name", CHAPTERS)
def test_untouched_release_gets_nothing_and_is_told_so(graded, name):
    points, feedback = graded(name)["untouched"]
    for exercise, (score, possible) in points.items():
        assert score == 0 < possible, exercise
        assert "Nothing here yet" in feedback[exercise] or "still " in feedback[exercise], feedback[exercise]
        assert "ImportError" not in feedback[exercise] and "ModuleNotFoundError" not in feedback[exercise]
        assert "NameError" not in feedback[exercise]


@pytest.mark.parametrize("name", CHAPTERS)
def test_nbgrader_alone_gives_honest_answers_the_same_marks(graded, name, tmp_path):
    """With our lines taken out of the configuration: all right answers, and three of the wrong ones of each exercise."""
    config = (ROOT / "nbgrader_config.py").read_text()
    (tmp_path / "nbgrader_config.py").write_text(config + "\ndel c['Autograde']\n")
    write_chapter(CHAPTERS[name], tmp_path, tmp_path)
    api = nbgrader_api(tmp_path, tmp_path)
    assert "grader" not in str(api.config.Autograde)
    students = [row for row in class_of(name) if not re.fullmatch(r"wrong([3-9]|\d\d+)", row[0])]
    assert len(students) >= 6
    for student, answers, _ in students:
        submit(tmp_path, student, name, answered(tmp_path, name, answers))
        result = api.autograde(name, student)
        assert result["success"], result.get("log")
        assert marks(api, name, student) == graded(name)[student][0], student
