"""Grading a class: the same marks whatever the number of workers, nothing twice, nothing lost."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader import fingerprint, preprocessors
from grader.build import notebook_path, read_chapters, write_chapter
from grader.grade import StoppedError, grade
from grader.submission import answered, submit

pytestmark = pytest.mark.sandbox
GRADER = str(Path(sys.executable).with_name("grader"))
NBGRADER = str(Path(sys.executable).with_name("nbgrader"))
RIGHT = "def double(x):\n    return 2 * x"
HALF = "def double(x):\n    return 2"
WRONG = "def double(x):\n    raise RuntimeError('not yet')"
SLOW = "import time\ntime.sleep(0.7)\n" + RIGHT
CLASS = {"ann": RIGHT, "bob": HALF, "cid": WRONG, "dan": RIGHT, "eve": "import os\nos._exit(0)", "fay": "while True: pass"}


def hand_in(root, **answers):
    for student, answer in answers.items():
        submit(root, student, "42-tiny", answered(root, "42-tiny", {"double": answer}))


@pytest.fixture
def course(built_course):
    """The course of one tiny chapter, built; a cell may take two seconds."""
    with (built_course / "nbgrader_config.py").open("a") as file:
        file.write("\nc.Judge.cell_seconds = 2\n")
    return built_course


def gradebook(root):
    """{student: {test cell: points}}."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "kernel-to-resnet") as book:
        submissions = book.assignment_submissions("42-tiny")
        return {entry.student.id: {grade.name: grade.auto_score for grade in entry.notebooks[0].grades} for entry in submissions}


def graded_notebooks(root):
    return {path.parts[-3]: path for path in sorted((root / "autograded").glob("*/*/*.ipynb"))}


def contents(root):
    """The graded notebooks without the marks' keys, which tell of limits and packages only."""
    texts = {student: json.loads(path.read_text()) for student, path in graded_notebooks(root).items()}
    for text in texts.values():
        del text["metadata"]["grader"]["fingerprint"]
    return texts


def test_marks_are_the_same_by_one_worker_by_three_and_by_nbgraders_own_command(course):
    hand_in(course, **CLASS)
    results = grade(course, "42", [], workers=3)
    marks, notebooks = gradebook(course), contents(course)
    assert {student: sum(points.values()) for student, points in marks.items()} == {"ann": 3, "bob": 1, "cid": 0, "dan": 3, "eve": 0, "fay": 0}
    assert {graded.student: graded.score for graded in results} == {student: sum(points.values()) for student, points in marks.items()}
    assert all(graded.possible == 3 and not graded.trouble and not graded.unchanged for graded in results)
    grade(course, "42", [], workers=1, regrade=True)
    assert (gradebook(course), contents(course)) == (marks, notebooks)
    subprocess.run([NBGRADER, "autograde", "42-tiny", "--force"], cwd=course, check=True, capture_output=True)
    assert (gradebook(course), contents(course)) == (marks, notebooks)


def test_each_submission_is_judged_once(course, monkeypatch):
    hand_in(course, ann=RIGHT, bob=HALF)
    folder = course / "submitted" / "bob" / "42-tiny"
    (folder / "data.csv").write_text("1")
    (folder / "timestamp.txt").write_text("2026-01-01 10:00:00 UTC")
    (folder / "link").symlink_to("data.csv")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"1")
    (course / "source" / "42-tiny" / "given.csv").write_text("of the instructor")
    monkeypatch.setattr(preprocessors, "warm", None)  # where nbgrader's part would have it judged again
    assert [graded.trouble for graded in grade(course, "42", [])] == ["", ""]


def test_what_is_unchanged_is_left_alone(course, monkeypatch):
    hand_in(course, ann=RIGHT, bob=HALF)
    assert [graded.unchanged for graded in grade(course, "42", [])] == [False, False]
    kept = {student: path.stat().st_mtime_ns for student, path in graded_notebooks(course).items()}

    def graded_anew(**how):
        results = grade(course, "42", [], **how)
        assert {graded.student: graded.score for graded in results} == {"ann": 3, "bob": sum(gradebook(course)["bob"].values())}
        return {graded.student for graded in results if not graded.unchanged}

    assert graded_anew() == set()
    assert {student: path.stat().st_mtime_ns for student, path in graded_notebooks(course).items()} == kept
    hand_in(course, bob=WRONG)
    assert graded_anew() == {"bob"}
    (course / "submitted" / "bob" / "42-tiny" / "beside.csv").write_text("1")
    assert graded_anew() == {"bob"}
    (course / "source" / "42-tiny" / "given.csv").write_text("1")
    assert graded_anew() == {"ann", "bob"}
    assert graded_anew(sandbox=False) == {"ann", "bob"}
    assert graded_anew() == {"ann", "bob"}
    assert graded_anew(regrade=True) == {"ann", "bob"}
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "environment", lambda: {"numpy": "0.1"})
        assert graded_anew() == {"ann", "bob"}
    assert graded_anew() == {"ann", "bob"}
    chapter = course / "course" / "chapters" / "42-tiny.py"
    chapter.write_text(chapter.read_text().replace("assert double(-100) == -200", "assert double(-99) == -198"))
    write_chapter(read_chapters(course, [])[0], course, course)
    assert graded_anew() == {"ann", "bob"}
    notebook = graded_notebooks(course)["ann"]
    notebook.write_text(notebook.read_text()[:1000])
    assert graded_anew() == {"ann"}


def test_manual_points_stay_when_others_are_graded_anew(course):
    hand_in(course, ann=RIGHT, bob=HALF)
    grade(course, "42", [])
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "kernel-to-resnet") as book:
        book.find_grade("double-large", "42-tiny", "42-tiny", "bob").manual_score = 1.5
        book.db.commit()
    assert {graded.student: graded.score for graded in grade(course, "42", [])} == {"ann": 3, "bob": 2.5}
    assert {graded.student: graded.score for graded in grade(course, "42", [], regrade=True)} == {"ann": 3, "bob": 2.5}


def slow_class(course, number=12):
    hand_in(course, **{f"s{index:02}": SLOW if index % 3 else SLOW.replace("2 * x", "2") for index in range(number)})
    return {f"s{index:02}": 3.0 if index % 3 else 1.0 for index in range(number)}


def start(course, *arguments):
    line = [GRADER, "grade", "42", "--workers", "2", *arguments]
    return subprocess.Popen(line, cwd=course, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=lambda number: number.name)
def test_a_run_that_is_killed_and_started_again_grades_what_is_missing(course, number):
    marks = slow_class(course)
    process = start(course)
    wait_for(lambda: len(graded_notebooks(course)) >= 5)
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode
    results = grade(course, "42", [], workers=2)
    assert {graded.student: graded.score for graded in results} == marks
    assert 4 <= sum(graded.unchanged for graded in results) < 12
    assert {student: sum(points.values()) for student, points in gradebook(course).items()} == marks
    assert all(graded.unchanged for graded in grade(course, "42", []))


def test_a_gradebook_that_gets_locked_stops_the_run_and_keeps_the_marks(course):
    marks = slow_class(course)
    process = start(course)
    wait_for(lambda: len(graded_notebooks(course)) >= 3)
    with sqlite3.connect(course / "gradebook.db", timeout=30) as other:
        other.execute("begin exclusive")
        said = process.communicate(timeout=60)[1]
        other.rollback()
    assert process.returncode == 1 and "Traceback" not in said
    assert "grader: the gradebook is locked by another program; end that" in said and "run the same command again" in said
    results = grade(course, "42", [], workers=2)
    assert {graded.student: graded.score for graded in results} == marks and sum(graded.unchanged for graded in results) >= 2


def test_a_full_disk_stops_the_run_and_keeps_the_marks(course, tmp_path):
    hand_in(course, **{f"s{index:02}": f"{RIGHT}\n# {'x' * 100_000}" for index in range(8)})
    small = tmp_path / "small"
    small.mkdir()
    unshare = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    script = f"""
        size=$(du -sk {course} | cut -f1)
        mount -t tmpfs -o size=$((size + 400))k none {small} && cp -r {course}/. {small} && cd {small} || exit 99
        {GRADER} grade 42 --workers 1; echo "code $?" >&2
        mount -o remount,size=100m {small} && {GRADER} grade 42
    """
    run = subprocess.run([*unshare, "sh", "-c", script], capture_output=True, text=True, timeout=120)
    assert "grader: the disk is full; make room" in run.stderr and "code 1" in run.stderr and "Traceback" not in run.stderr, run.stderr
    assert run.returncode == 0 and re.search(r"\d of 8 unchanged since they were graded", run.stdout), run.stdout


def test_a_submission_that_cannot_be_graded_is_named_and_the_others_are(course, monkeypatch):
    hand_in(course, ann=RIGHT, bob=HALF)
    written = course / "autograded" / "ann"
    written.parent.mkdir()
    written.write_text("a file where a folder should be")
    run = subprocess.run([GRADER, "grade", "42"], cwd=course, capture_output=True, text=True)
    assert run.returncode == 1 and "1 of 2 could not be graded: ann" in run.stderr and "Traceback" not in run.stderr
    assert gradebook(course)["bob"]["double-small"] == 1
    assert written.read_text() == "a file where a folder should be"


def test_a_submission_that_cannot_be_read_is_named_and_the_others_are_graded(course, monkeypatch):
    from grader import grade as module

    hand_in(course, ann=RIGHT, bob=HALF)

    def refuse(path):
        if "ann" in path.parts:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    read = module.read_submission
    monkeypatch.setattr(module, "read_submission", refuse)
    ann, bob = sorted(grade(course, "42", []), key=lambda graded: graded.student)
    assert ann.trouble.endswith("submitted/ann/42-tiny/42-tiny.ipynb: Permission denied") and (bob.score, bob.trouble) == (1, "")


def test_a_sandbox_that_is_lost_stops_the_run(course, monkeypatch):
    from grader import grade as module
    from grader.sandbox import SandboxError

    hand_in(course, ann=RIGHT)

    def refuse(task):
        raise SandboxError("bubblewrap is gone")

    monkeypatch.setattr(module.warm, "judge", refuse)
    monkeypatch.setattr(module.warm, "problem", lambda statements: "")
    with pytest.raises(StoppedError, match="bubblewrap is gone. 0 were graded"):
        grade(course, "42", [])
    assert gradebook(course) == {}


def test_only_the_students_named_are_graded_each_once(course):
    hand_in(course, ann=RIGHT, bob=HALF, cid=WRONG)
    results = grade(course, "42", ["bob", "ann", "bob"])
    assert sorted(graded.student for graded in results) == ["ann", "bob"]
    assert set(gradebook(course)) == {"ann", "bob"}


def test_a_name_that_looks_like_a_pattern_is_a_name(course):
    hand_in(course, **{"st*": RIGHT, "stan": HALF})
    grade(course, "42", ["st*"])
    assert set(gradebook(course)) == {"st*"} == set(graded_notebooks(course))


def test_folders_without_end_cost_their_own_submission(course):
    hand_in(course, ann=RIGHT, bob=HALF)
    path = course / "submitted" / "ann" / "42-tiny"
    for _ in range(15):
        path = path / "/".join("a" * 100)
        path.mkdir(parents=True)
        path = Path(os.path.join(path))
    ann, bob = sorted(grade(course, "42", []), key=lambda graded: graded.student)
    assert "nested more than 200 deep" in ann.trouble and (bob.score, bob.trouble) == (1, "")
    subprocess.run([NBGRADER, "autograde", "42-tiny", "--force"], cwd=course, capture_output=True)
    assert set(gradebook(course)) == {"bob"}
    subprocess.run(["rm", "-r", str(course / "submitted" / "ann")], check=True)  # Python's own would not


def test_workers_and_scheduler_exclude_each_other(course):
    run = subprocess.run([GRADER, "grade", "42", "--workers", "2", "--scheduler", "tcp://x:1"], cwd=course, capture_output=True, text=True)
    assert run.returncode == 1 and run.stderr.startswith("grader: --workers is for this machine")


def test_a_notebook_of_another_assignment_with_strange_names_is_graded_too(course):
    hand_in(course, **{"Zoë O'Brien; rm -rf": RIGHT})
    shutil.move(notebook_path(course / "submitted", "Zoë O'Brien; rm -rf", "42-tiny"), course / "submitted" / "Zoë O'Brien; rm -rf" / "42-tiny" / "my work.ipynb")
    (graded,) = grade(course, "42", [])
    assert graded.score == 3 and "`my work.ipynb` was graded" in graded.notes[0]


def test_feedback_is_written_for_all_who_are_graded(course):
    hand_in(course, ann=RIGHT, bob=HALF, cid=WRONG)

    def feedback(*arguments):
        run = subprocess.run([GRADER, "feedback", *arguments], cwd=course, capture_output=True, text=True)
        assert "Traceback" not in run.stderr
        return run.returncode, run.stdout + run.stderr

    assert feedback("42") == (1, "grader: nobody is graded in 42-tiny; run `grader grade 42-tiny` first\n")
    grade(course, "42", ["ann", "bob"])
    assert feedback("42", "--student", "cid") == (1, "grader: cid is not graded in 42-tiny; run `grader grade 42-tiny` first\n")
    code, said = feedback("42")
    assert code == 0 and "wrote 2 pages" in said
    pages = {path.parts[-3]: path.read_text() for path in (course / "feedback").glob("*/*/*.html")}
    assert set(pages) == {"ann", "bob"} and "3 of 3 points" in pages["ann"] and "1 of 3 points" in pages["bob"]
    hand_in(course, bob=RIGHT)
    grade(course, "42", ["bob"])
    assert feedback("42", "--student", "bob")[0] == 0
    assert "3 of 3 points" in (course / "feedback" / "bob" / "42-tiny" / "42-tiny.html").read_text()
