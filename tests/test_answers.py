"""Proof that tests test: every answer in tests/answers is judged, right ones and wrong ones.

tests/answer_bank.py says how the answers are kept. Some of them go the whole road of `grader grade`, and that of nbgrader alone, with
our lines taken out of the configuration: honest answers get the same marks.
"""

import re
from itertools import cycle

import nbformat
import pytest
from answer_bank import ANSWERS, BANK, CHAPTERS, ROOT, answer_files, class_of, grade_bank, leave_out_demonstrations, phrase

from grader.build import write_chapter
from grader.course_root import nbgrader_api
from grader.marks import marks
from grader.submission import answered, submit

pytestmark = pytest.mark.sandbox

EXERCISES = [(name, exercise) for name, chapter in CHAPTERS.items() for exercise in chapter.exercises()]


@pytest.fixture(scope="module")
def graded(request):
    """(chapter, {student: (marks, {exercise: feedback text})}) by the judge; pytest has the tests of one chapter follow each other."""
    return request.param, grade_bank(request.param)


each_chapter = pytest.mark.parametrize("graded", CHAPTERS, indirect=True)


@pytest.mark.parametrize("chapter, exercise", EXERCISES)
def test_every_exercise_has_answers_in_the_bank(chapter, exercise):
    assert len(answer_files(chapter, exercise, "wrong")) >= 3
    assert len(answer_files(chapter, exercise, "right")) >= 1


def test_the_bank_holds_nothing_else():
    known = {BANK / chapter / exercise for chapter, exercise in EXERCISES}
    assert {file.parent for file in BANK.rglob("*") if file.is_file()} <= known
    assert all(re.fullmatch(r"(right|wrong)-[a-z0-9-]+\.py", file.name) for file in ANSWERS)


@pytest.mark.parametrize(
    "graded, file", [(file.parts[-3], file) for file in ANSWERS], indirect=["graded"], ids=[str(file.relative_to(BANK)) for file in ANSWERS], scope="module"
)
def test_answer_gets_the_marks_it_deserves(graded, file):
    name, results = graded
    student = next(student for student, _, files in class_of(name) if file in files)
    points, feedback = results[student]
    score, possible = points[file.parent.name]
    if file.name.startswith("right-"):
        assert score == possible, feedback[file.parent.name]
        return
    assert phrase(file), "a wrong answer needs a line '# says: phrase that its feedback must contain'"
    assert score < possible
    assert phrase(file) in feedback[file.parent.name]


@each_chapter
def test_solutions_get_full_marks(graded):
    name, results = graded
    points, feedback = results["solved"]
    assert set(points) == set(CHAPTERS[name].exercises())
    for exercise, (score, possible) in points.items():
        assert score == possible > 0, f"{exercise}: {feedback[exercise]}"


@each_chapter
def test_untouched_release_gets_nothing_and_is_told_so(graded):
    points, feedback = graded[1]["untouched"]
    for exercise, (score, possible) in points.items():
        assert score == 0 < possible, exercise
        assert "Nothing here yet" in feedback[exercise] or "still " in feedback[exercise], feedback[exercise]
        assert "ImportError" not in feedback[exercise] and "ModuleNotFoundError" not in feedback[exercise]
        assert "NameError" not in feedback[exercise]


@each_chapter
def test_the_whole_road_and_nbgrader_alone_give_the_same_marks(graded, tmp_path, monkeypatch):
    """Other right answers and wrong ones in turn, in one submission: nbgrader alone takes ten seconds or more for one."""
    name, results = graded
    monkeypatch.setenv("COURSE_BUDGET", "grading")  # without it whole lessons would be trained
    (tmp_path / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + "\ndel c['Autograde']\n")
    write_chapter(CHAPTERS[name], tmp_path, tmp_path)
    rows = {student: answers for student, answers, _ in class_of(name)}
    turns = dict(zip(CHAPTERS[name].exercises(), cycle(["right0", "wrong0"])))
    notebook = answered(tmp_path, name, {exercise: rows[student][exercise] for exercise, student in turns.items()})
    leave_out_demonstrations(notebook)
    submit(tmp_path, "honest", name, notebook)
    for config_root, ours in [(ROOT, True), (tmp_path, False)]:
        api = nbgrader_api(tmp_path, config_root)
        result = api.autograde(name, "honest")
        assert result["success"], result.get("log")
        assert marks(api, name, "honest") == {exercise: results[student][0][exercise] for exercise, student in turns.items()}
        autograded = nbformat.read(tmp_path / "autograded" / "honest" / name / f"{name}.ipynb", as_version=4)
        assert ("grader" in autograded.metadata) is ours
