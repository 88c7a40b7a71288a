"""Proof that tests test: every answer in tests/answers is graded on the real road, right ones and wrong ones.

tests/answer_bank.py says how the answers are kept. Some of them are graded by nbgrader alone, too, with our lines taken out of the
configuration: honest answers get the same marks.
"""

import re
from functools import cache
from itertools import cycle

import pytest
from answer_bank import ANSWERS, BANK, CHAPTERS, ROOT, answer_files, class_of, grade_bank, leave_out_demonstrations, phrase

from grader.build import write_chapter
from grader.course_root import nbgrader_api
from grader.marks import marks
from grader.submission import answered, submit

pytestmark = pytest.mark.sandbox

EXERCISES = [(name, exercise) for name, chapter in CHAPTERS.items() for exercise in chapter.exercises()]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A function: chapter -> {student: (marks, {exercise: feedback text})}, by the judge."""
    return cache(lambda name: grade_bank(name, tmp_path_factory.mktemp("course")))


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
    assert phrase(file), "a wrong answer needs a line '# says: phrase that its feedback must contain'"
    assert score < possible
    assert phrase(file) in feedback[file.parent.name]


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
def test_nbgrader_alone_gives_honest_answers_the_same_marks(graded, name, tmp_path, monkeypatch):
    """Other right answers and wrong ones in turn, in one submission: each grading takes ten seconds or more here."""
    monkeypatch.setenv("COURSE_BUDGET", "grading")  # without it whole lessons would be trained
    (tmp_path / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + "\ndel c['Autograde']\n")
    write_chapter(CHAPTERS[name], tmp_path, tmp_path)
    api = nbgrader_api(tmp_path, tmp_path)
    assert "grader" not in str(api.config.Autograde)
    rows = {student: answers for student, answers, _ in class_of(name)}
    turns = dict(zip(CHAPTERS[name].exercises(), cycle(["right0", "wrong0"])))
    notebook = answered(tmp_path, name, {exercise: rows[student][exercise] for exercise, student in turns.items()})
    leave_out_demonstrations(notebook)
    submit(tmp_path, "honest", name, notebook)
    result = api.autograde(name, "honest")
    assert result["success"], result.get("log")
    assert marks(api, name, "honest") == {exercise: graded(name)[student][0][exercise] for exercise, student in turns.items()}
