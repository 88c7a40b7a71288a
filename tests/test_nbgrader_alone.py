"""The same notebooks under nbgrader alone, with our lines taken out of the configuration: honest answers get the same marks."""

import pytest
from answer_bank import CHAPTERS, ROOT, class_of, grade_bank

from grader.build import write_chapter
from grader.course_root import nbgrader_api
from grader.marks import marks
from grader.submission import answered, submit

pytestmark = pytest.mark.sandbox


@pytest.mark.parametrize("name", CHAPTERS)
def test_nbgrader_alone_gives_honest_answers_the_same_marks(name, tmp_path, monkeypatch):
    """Another right answer and a wrong one of each exercise; no more, as each grading takes five seconds or more here."""
    monkeypatch.setenv("COURSE_BUDGET", "grading")  # without it whole lessons would be trained
    students = [row for row in class_of(name) if row[0] in ("right0", "wrong0")]
    assert len(students) == 2
    ours, alone = tmp_path / "ours", tmp_path / "alone"
    graded = grade_bank(name, ours, students)
    alone.mkdir()
    (alone / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + "\ndel c['Autograde']\n")
    write_chapter(CHAPTERS[name], alone, alone)
    api = nbgrader_api(alone, alone)
    assert "grader" not in str(api.config.Autograde)
    for student, answers, _ in students:
        submit(alone, student, name, answered(alone, name, answers))
        result = api.autograde(name, student)
        assert result["success"], result.get("log")
        assert marks(api, name, student) == graded[student][0], student
