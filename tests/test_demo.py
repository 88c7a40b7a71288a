"""`make demo` in a copy of the repository: the whole road, and marks that each sample student deserves."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from grader.build import UnknownChapterError, find_chapters
from grader.chapter import ChapterError, read_chapter
from grader.demo import MARKER, DemoError, run_demo

ROOT = Path(__file__).parent.parent
ALL = find_chapters(ROOT, [])
CHAPTERS = {path.stem: read_chapter(path) for path in ALL[:2]}  # on which the sample class is graded


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """(folder, what the command printed) after one demonstration in a copy of what the demonstration needs."""
    root = tmp_path_factory.mktemp("demo")
    for name in ("course/chapters", "tests/answers"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    result = subprocess.run(
        [Path(sys.executable).parent / "grader", "demo"], cwd=root, capture_output=True, text=True, env={"COLUMNS": "80", "PATH": "/usr/bin:/bin", "HOME": str(root)}
    )
    assert result.returncode == 0, result.stderr
    return root, result.stdout


def rows(printed, chapter):
    """{student: marks per exercise and in total} of a chapter's table."""
    table = printed[printed.index(f"{chapter}: points reached") :].split("└")[0]
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in table.splitlines() if line.startswith("│")]
    return {name: [float(mark) for mark in marks] for name, *marks in cells if name not in ("", "student")}


def possible(chapter):
    points = [sum(cell.points for cell in chapter.cells if cell.exercise == exercise) for exercise in chapter.exercises()]
    return [*points, sum(points)]


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_student_gets_what_the_work_deserves(demo, name):
    marks = rows(demo[1], name)
    full = possible(CHAPTERS[name])
    assert len(marks) >= 8
    for student in ("all-right", "prints-warnings", "duplicated-a-cell"):
        assert marks[student] == full, student
    assert marks["untouched"] == [0] * len(full)
    half = len(CHAPTERS[name].exercises()) // 2
    assert marks["half-right"][:half] == full[:half] and set(marks["half-right"][half:-1]) == {0}
    for student in ("does-not-parse", "loops-forever"):
        assert marks[student] == [*full[:-2], 0, full[-1] - full[-2]], student
    for student in ("typical-mistakes", "other-mistakes"):
        assert all(mark < most for mark, most in zip(marks[student], full)), student


def test_feedback_pages_lie_where_the_command_says(demo):
    root, printed = demo
    example = re.search(r"Open this one in a browser: (\S+)", printed)[1]
    page = (root / example).read_text()
    assert "Likely mistake" in page
    for name in CHAPTERS:
        assert len(list((root / "demo" / "feedback").glob(f"*/{name}/{name}.html"))) >= 8


def test_built_files_of_the_repository_stay_untouched(demo):
    assert not any((demo[0] / folder).exists() for folder in ("source", "release", "solutions", "gradebook.db"))


def test_a_folder_that_somebody_else_made_is_not_deleted(tiny_course):
    (tiny_course / "demo").mkdir()
    (tiny_course / "demo" / "thesis.txt").write_text("years of work")
    with pytest.raises(DemoError, match="holds files that the demonstration did not make"):
        run_demo(tiny_course, Console())
    assert (tiny_course / "demo" / "thesis.txt").read_text() == "years of work"


def test_nothing_is_deleted_or_left_behind_where_the_chapters_cannot_be_read(tiny_course, tiny_chapter, tmp_path):
    (tiny_course / "demo").mkdir()
    (tiny_course / "demo" / MARKER).write_text("an earlier demonstration")
    tiny_chapter.write_text("no cell")
    with pytest.raises(ChapterError):
        run_demo(tiny_course, Console())
    assert (tiny_course / "demo" / MARKER).read_text() == "an earlier demonstration"
    with pytest.raises(UnknownChapterError):
        run_demo(tmp_path, Console())
    assert not (tmp_path / "demo").exists()
