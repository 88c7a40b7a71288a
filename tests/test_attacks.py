"""Every attack and accident in tests/attacks is handed in, next to an honest student, and gets the marks it deserves."""

import ctypes
import hashlib
import runpy
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
import pytest
from nbgrader.api import Gradebook

from attack_bank import ATTACKS, CHAPTER, HONEST, hand_in_all
from grader import warm
from grader.course_root import nbgrader_api
from grader.marks import marks

pytestmark = pytest.mark.sandbox


def digests(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course folder after the whole class was graded, most of it asleep until a time limit, and what there was before."""
    root = tmp_path_factory.mktemp("attacked")
    hand_in_all(root)
    kept = {folder: digests(root / folder) for folder in ["source", "release", "course", *(f"submitted/{name}" for name in HONEST)]}
    warm.end()  # of other tests in this process
    inherit_orphans(True)
    command = [Path(sys.executable).with_name("grader"), "grade", CHAPTER, "--workers", "6"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True)
    yield root, run, kept
    inherit_orphans(False)  # which nobody would collect here


def inherit_orphans(on):
    """Make this process the parent of whatever outlives its parent below it, or no longer (Linux: prctl's PR_SET_CHILD_SUBREAPER)."""
    ctypes.CDLL(None).prctl(36, int(on), 0, 0, 0)


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_attack_gets_the_marks_it_deserves(graded, path):
    root, run, _ = graded
    attack = runpy.run_path(str(path))
    points = {exercise: score for exercise, (score, _) in marks(nbgrader_api(root, root), CHAPTER, path.stem).items()}
    assert points, f"not graded: {run.stderr[-1000:]} {[line for line in run.stdout.splitlines() if 'not graded' in line]}"
    got = points if isinstance(attack["deserved"], dict) else sum(points.values())
    assert got == attack["deserved"]
    if "says" in attack:
        notebook = root / "autograded" / path.stem / CHAPTER / f"{CHAPTER}.ipynb"
        assert attack["says"] in notebook.read_text(encoding="utf-8")


def test_the_whole_class_is_graded_without_an_error(graded):
    root, run, _ = graded
    assert run.returncode == 0, run.stderr[-3000:]
    for student in HONEST:
        assert sum(score for score, _ in marks(nbgrader_api(root, root), CHAPTER, student).values()) == 8


def test_nobody_elses_files_are_touched(graded):
    root, _, kept = graded
    assert kept == {folder: digests(root / folder) for folder in kept}


def test_the_gradebook_is_whole(graded):
    root, _, _ = graded
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        assert gradebook.execute("pragma integrity_check").fetchone() == ("ok",)
        assert gradebook.execute("pragma foreign_key_check").fetchall() == []
        assert gradebook.execute("select count(*) from student").fetchone() == (len(ATTACKS) + len(HONEST),)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        assert gradebook.find_assignment(CHAPTER).max_score == 8


def test_no_process_is_left(graded):
    assert psutil.Process().children(recursive=True) == []


def test_graded_notebooks_stay_small_and_harmless(graded):
    root, _, _ = graded
    for notebook in (root / "autograded").rglob("*.ipynb"):
        assert notebook.stat().st_size < 10 * 2**20, notebook
        outputs = [output for cell in nbformat.read(notebook, 4).cells for output in cell.get("outputs", [])]
        html = " ".join(output.data.get("text/html", "") for output in outputs if "data" in output)
        assert "<script" not in html and "onerror" not in html and "javascript:" not in html
