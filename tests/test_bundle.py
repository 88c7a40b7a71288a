"""The student kit: all that a student needs, and nothing that only an instructor may see."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml

from grader.bundle import FOLDER, BundleError, write_bundle

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The kit of this course, unpacked; and the zip file."""
    target = tmp_path_factory.mktemp("kit") / "kit.zip"
    write_bundle(ROOT, target)
    with zipfile.ZipFile(target) as file:
        file.extractall(target.parent)
    return target.parent / FOLDER, target


@pytest.fixture
def small_course(built_course):
    """A course folder with one built chapter and a library of one module."""
    (built_course / "course" / "nothing.py").write_text("nothing = None\n")
    for name in ("constraints.txt", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, built_course)
    return built_course


def test_it_holds_the_release_the_library_and_how_to_start(kit):
    folder, _ = kit
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    chapters = {f"release/{path.stem}/{path.stem}.ipynb" for path in (ROOT / "course" / "chapters").glob("*.py")}
    pages = {"release/notation.md", "release/glossary.md", "README.md", "constraints.txt", "environment.yml", "requirements.txt"}
    assert chapters | pages <= held
    (wheel,) = held - chapters - pages
    with zipfile.ZipFile(folder / wheel) as library:
        modules = {name for name in library.namelist() if ".dist-info/" not in name}
    assert modules == {f"course/{path.name}" for path in (ROOT / "course").iterdir() if path.suffix in (".py", ".json")}
    assert (folder / "requirements.txt").read_text().split() == ["--constraint", "constraints.txt", f"./{wheel}"]
    assert yaml.safe_load((folder / "environment.yml").read_text())["dependencies"][-1] == {"pip": ["--requirement requirements.txt"]}


def test_no_solution_and_no_hidden_test_is_in_it(kit):
    folder, _ = kit
    for path in folder.rglob("*.ipynb"):
        source = nbformat.read(ROOT / "source" / path.parent.name / path.name, as_version=4)
        shown = path.read_text(encoding="utf-8")
        assert "BEGIN HIDDEN" not in shown and "BEGIN SOLUTION" not in shown
        for cell in source.cells:
            for lines in withheld(cell.source):
                assert not any(lines in other.source for other in nbformat.reads(shown, as_version=4).cells), path


def withheld(source):
    """The texts between the markers of a cell, where they have more than two lines: shorter ones can stand elsewhere by chance."""
    found, inside = [], None
    for line in source.splitlines():
        if "### BEGIN" in line:
            inside = []
        elif "### END" in line:
            found += ["\n".join(inside)] if len(inside) > 2 else []
            inside = None
        elif inside is not None:
            inside.append(line)
    return found


def test_the_search_for_withheld_lines_finds_them():
    cell = "a\n### BEGIN SOLUTION\none\ntwo\nthree\n### END SOLUTION\nb\n### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS"
    assert withheld(cell) == ["one\ntwo\nthree"]


def test_nothing_of_the_grader_is_in_it(kit):
    folder, _ = kit
    assert not [path for path in folder.rglob("*") if {"grader", "source", "tests", "solutions"} & set(path.relative_to(folder).parts)]
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in (".md", ".txt", ".yml", ".ipynb")]
    assert not [text for text in texts if "from grader" in text or "import grader" in text or "kernel-to-resnet-grader" in text]


def test_the_same_course_makes_the_same_bytes(small_course, tmp_path):
    write_bundle(small_course, tmp_path / "one.zip")
    write_bundle(small_course, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_page_names_the_first_chapter(small_course, tmp_path):
    write_bundle(small_course, tmp_path / "kit.zip")
    with zipfile.ZipFile(tmp_path / "kit.zip") as file:
        page = file.read(f"{FOLDER}/README.md").decode()
    assert "then `42-tiny`" in page and "FIRST-CHAPTER" not in page


def test_what_lies_about_in_release_stays_out(small_course, tmp_path):
    (small_course / "release" / "42-tiny" / ".ipynb_checkpoints").mkdir()
    (small_course / "release" / "42-tiny" / ".ipynb_checkpoints" / "old.ipynb").write_text("{}")
    (small_course / "build" / "lib" / "course").mkdir(parents=True)
    (small_course / "build" / "lib" / "course" / "left_over.py").write_text("")
    names = write_bundle(small_course, tmp_path / "kit.zip")
    assert not [name for name in names if "checkpoints" in name]
    with zipfile.ZipFile(tmp_path / "kit.zip") as file, file.open(next(name for name in file.namelist() if name.endswith(".whl"))) as wheel:
        assert [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name] == ["course/nothing.py"]


def test_hidden_tests_in_a_release_are_refused(small_course, tmp_path):
    shutil.copy(small_course / "source" / "42-tiny" / "42-tiny.ipynb", small_course / "release" / "42-tiny")
    with pytest.raises(BundleError, match="42-tiny.ipynb holds 'BEGIN HIDDEN TESTS', which no student may see"):
        write_bundle(small_course, tmp_path / "kit.zip")
    assert list(tmp_path.glob("*.zip*")) == []


def test_a_chapter_that_is_not_built_is_refused(small_course, tmp_path):
    shutil.rmtree(small_course / "release" / "42-tiny")
    done = subprocess.run([Path(sys.executable).with_name("grader"), "bundle", "--output", str(tmp_path / "kit.zip")], cwd=small_course, capture_output=True, text=True)
    assert done.returncode == 1 and "42-tiny.ipynb is missing; make it with `grader build`" in done.stderr
