"""From chapter text to source, release and solutions: what they hold, byte for byte the same, and drift that is noticed."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grader.build import BuildError, UnknownChapterError, build, drift, find_chapters, notebook_path, write_chapter
from grader.chapter import read_chapter
from grader.course_root import nbgrader_api
from grader.marks import marks
from grader.submission import answered, solutions, submit

ROOT = Path(__file__).parent.parent
BUILT = ["source", "release", "solutions"]


def read(root, folder, name="42-tiny"):
    return nbformat.read(notebook_path(root, folder, name), as_version=4)


def files(root):
    """{path: bytes} of everything built under root."""
    return {str(path.relative_to(root)): path.read_bytes() for folder in BUILT for path in (root / folder).rglob("*") if path.is_file()}


def test_source_has_nbgraders_metadata(built_course):
    cells = read(built_course, "source").cells
    assert [cell.metadata.get("nbgrader") for cell in cells[:2]] == [None, None]
    common = {"schema_version": 3, "task": False}
    assert cells[2].metadata.nbgrader == common | {"grade": False, "grade_id": "double-statement", "locked": True, "solution": False}
    assert cells[3].metadata.nbgrader == common | {"grade": False, "grade_id": "double", "locked": False, "solution": True}
    assert cells[5].metadata.nbgrader == common | {"grade": True, "grade_id": "double-large", "locked": True, "points": 2, "solution": False}
    assert [cell.id for cell in cells[2:]] == ["double-statement", "double", "double-small", "double-large"]
    assert read(built_course, "source").metadata.kernelspec.name == "python3"


def test_release_hides_solutions_and_hidden_tests(built_course):
    text = notebook_path(built_course, "release", "42-tiny").read_text()
    assert "return 2 * x" not in text and "-200" not in text
    cells = read(built_course, "release").cells
    assert 'raise NotImplementedError("Nothing here yet' in cells[3].source
    assert cells[4].source == 'assert double(1) == 2, "double(1) must be 2"'
    assert cells[4].metadata.editable is False and cells[4].metadata.deletable is False


def test_solutions_are_solved_executed_and_without_hidden_tests(tiny_course):
    chapter = tiny_course / "course" / "chapters" / "42-tiny.py"
    chapter.write_text(chapter.read_text() + "\n# %%\ndouble(21)\n")
    build(tiny_course, [])
    notebook = read(tiny_course, "solutions")
    assert notebook.cells[3].source == 'def double(x):\n    """Twice x."""\n    return 2 * x'
    assert notebook.cells[-1].outputs[0].data["text/plain"] == "42"
    assert "-200" not in notebook_path(tiny_course, "solutions", "42-tiny").read_text()
    assert all("nbgrader" not in cell.metadata and "execution" not in cell.metadata for cell in notebook.cells)


def test_text_cells_keep_their_ids_when_others_change(tiny_course, tiny_chapter):
    build(tiny_course, [])
    before = [cell.id for cell in read(tiny_course, "source").cells]
    tiny_chapter.write_text("# %% [markdown]\n# new\n\n" + tiny_chapter.read_text() + "\n# %% [markdown]\n# new\n")
    build(tiny_course, [])
    after = [cell.id for cell in read(tiny_course, "source").cells]
    assert after[1:-1] == before
    assert after[-1] == f"{after[0]}-2"


def test_two_builds_in_two_places_give_the_same_bytes(tmp_path):
    chapters = [read_chapter(path) for path in find_chapters(ROOT, ["01", "09"])]  # all of them are compared with the repository's below
    for place in ("here", "there"):
        for chapter in chapters:
            write_chapter(chapter, tmp_path / place, ROOT)
    here, there = files(tmp_path / "here"), files(tmp_path / "there")
    assert len(here) == 2 * len(chapters)
    assert here == there


def test_built_files_in_the_repository_match_their_chapters():
    assert drift(ROOT, []) == []


def test_drift_names_every_file_that_differs(tiny_course, tiny_chapter):
    build(tiny_course, [])
    assert drift(tiny_course, []) == []
    for folder in BUILT:
        path = notebook_path(tiny_course, folder, "42-tiny")
        original = path.read_bytes()
        path.write_bytes(original.replace(b"tiny chapter", b"huge chapter"))
        assert drift(tiny_course, []) == [f"{folder}/42-tiny/42-tiny.ipynb differs from course/chapters/42-tiny.py"]
        path.unlink()
        assert drift(tiny_course, []) == [f"{folder}/42-tiny/42-tiny.ipynb is missing"]
        path.write_bytes(original)
    (tiny_course / "release" / "41-gone").mkdir()
    assert drift(tiny_course, []) == ["release/41-gone has no chapter; delete it or restore its text"]
    tiny_chapter.write_text(tiny_chapter.read_text().replace("2 * x", "x + x"))
    assert [line.split("/")[0] for line in drift(tiny_course, ["42"])] == ["source", "solutions"]


@pytest.mark.parametrize("folder", BUILT)
def test_a_stray_file_is_noticed_and_not_published(built_course, folder):
    stray = built_course / folder / "42-tiny" / "old.ipynb"
    shutil.copy(notebook_path(built_course, folder, "42-tiny"), stray)
    (stray.parent / ".ipynb_checkpoints").mkdir()
    (stray.parent / ".ipynb_checkpoints" / "42-tiny-checkpoint.ipynb").write_text("{}")
    build(built_course, [])
    assert drift(built_course, []) == [f"{folder}/42-tiny/old.ipynb comes from no chapter; move it away"]
    assert folder == "release" or not (built_course / "release" / "42-tiny" / "old.ipynb").exists()
    with Gradebook(nbgrader_api(built_course, built_course).coursedir.db_url) as gradebook:
        assert gradebook.find_assignment("42-tiny").max_score == 3


def test_pages_are_copied_beside_the_notebooks_and_their_drift_is_noticed(tiny_course):
    (tiny_course / "course" / "chapters" / "notation.md").write_text("# Notation\n")
    build(tiny_course, [])
    assert [(tiny_course / folder / "notation.md").read_text() for folder in BUILT] == ["# Notation\n"] * 3
    assert drift(tiny_course, []) == []
    (tiny_course / "release" / "notation.md").write_text("other")
    (tiny_course / "source" / "notation.md").unlink()
    (tiny_course / "solutions" / "old.md").write_text("")
    assert drift(tiny_course, []) == [
        "source/notation.md is missing",
        "release/notation.md differs from course/chapters/notation.md",
        "solutions/old.md has no chapter; delete it or restore its text",
    ]


def test_drift_notices_outputs_in_the_source(built_course):
    notebook = read(built_course, "source")
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="hello")]
    nbformat.write(notebook, notebook_path(built_course, "source", "42-tiny"))
    assert drift(built_course, []) == ["source/42-tiny/42-tiny.ipynb differs from course/chapters/42-tiny.py"]


def test_drift_notices_solutions_that_were_not_executed(built_course):
    notebook = read(built_course, "solutions")
    notebook.cells[1].execution_count = None
    nbformat.write(notebook, notebook_path(built_course, "solutions", "42-tiny"))
    assert drift(built_course, []) == ["solutions/42-tiny/42-tiny.ipynb has cells that were not executed"]
    notebook_path(built_course, "solutions", "42-tiny").write_text("{")
    assert "no readable notebook" in drift(built_course, [])[0]


@pytest.mark.parametrize(
    "cell, says",
    [
        ("print(1)\nraise KeyError('gone')", "this cell fails when run: KeyError: 'gone'"),
        ("import os\nos._exit(1)", "this cell fails when run: its process died"),
        ("from matplotlib.figure import Figure\nimport io\nfrom IPython.display import Image\nb = io.BytesIO()\nFigure().savefig(b)\nImage(b.getvalue())", "a picture without alt text"),
        ("import ipywidgets\nipywidgets.IntSlider()", "leaves nothing to see where widgets do not run"),
    ],
)
def test_a_cell_that_fails_stops_the_build_and_nothing_is_written(tiny_course, tiny_chapter, cell, says):
    tiny_chapter.write_text(tiny_chapter.read_text() + f"\n# %%\n{cell}\n")
    with pytest.raises(BuildError) as caught:
        build(tiny_course, [])
    assert str(caught.value).startswith(f"{tiny_chapter}:28: ") and says in str(caught.value)
    assert files(tiny_course) == {}


def test_live_widgets_are_replaced_by_their_still_picture(tiny_course, tiny_chapter):
    tiny_chapter.write_text(tiny_chapter.read_text() + "\n# %%\nfrom course import widgets\nwidgets.choose_kernel()\n")
    build(tiny_course, [])
    (output,) = read(tiny_course, "solutions").cells[-1].outputs
    assert set(output.data) == {"text/html", "image/png", "text/plain"}
    assert output.metadata["image/png"]["alt"].startswith("Left: the photograph 'temple'")


def graded(root, student, answers):
    submit(root, student, "42-tiny", answered(root, "42-tiny", answers))
    api = nbgrader_api(root, root)
    assert api.autograde("42-tiny", student)["success"]
    return marks(api, "42-tiny", student)


@pytest.mark.sandbox
def test_the_road_from_text_to_marks(tiny_course):
    (chapter,) = build(tiny_course, [])
    assert graded(tiny_course, "right", solutions(chapter)) == {"double": (3, 3)}
    assert graded(tiny_course, "half", {"double": "def double(x):\n    return abs(2 * x)"}) == {"double": (1, 3)}
    assert graded(tiny_course, "untouched", {}) == {"double": (0, 3)}


@pytest.mark.sandbox
def test_what_could_not_be_graded_has_no_marks(built_course):
    path = submit(built_course, "writer", "42-tiny", answered(built_course, "42-tiny", {}))
    api = nbgrader_api(built_course, built_course)
    (built_course / "autograded").write_text("a file where a folder should be")
    assert not api.autograde("42-tiny", "writer")["success"] and path.exists()
    assert marks(api, "42-tiny", "writer") == marks(api, "42-tiny", "nobody") == {}


@pytest.mark.sandbox
def test_a_new_answer_written_by_hand_and_graded_by_the_stock_command(built_course):
    submit(built_course, "hand", "42-tiny", answered(built_course, "42-tiny", {"double": "double = lambda x: x + x"}))
    command = [str(Path(sys.executable).parent / "nbgrader"), "autograde", "42-tiny"]
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(built_course), "OMP_NUM_THREADS": "1"}
    result = subprocess.run(command, cwd=built_course, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert marks(nbgrader_api(built_course, built_course), "42-tiny", "hand") == {"double": (3, 3)}


@pytest.mark.sandbox
def test_building_again_keeps_the_marks(tiny_course, tiny_chapter):
    (chapter,) = build(tiny_course, [])
    before = graded(tiny_course, "student", solutions(chapter))
    tiny_chapter.write_text(tiny_chapter.read_text().replace("A tiny chapter", "A small chapter"))
    build(tiny_course, [])
    assert marks(nbgrader_api(tiny_course, tiny_course), "42-tiny", "student") == before


@pytest.mark.sandbox
def test_a_test_cell_with_marks_is_not_removed_and_everything_stays(tiny_course, tiny_chapter):
    (chapter,) = build(tiny_course, [])
    points = graded(tiny_course, "student", solutions(chapter))
    before = files(tiny_course)
    text = tiny_chapter.read_text().replace("3 points", "2 points")
    start = text.index('# %% role="tests" exercise="double" case="small"')
    tiny_chapter.write_text(text[:start] + text[text.index('# %% role="tests" exercise="double" case="large"') :])
    with pytest.raises(BuildError) as caught:
        build(tiny_course, [])
    assert len(str(caught.value).splitlines()) == 1
    assert "Cannot add or remove" in str(caught.value) and "nbgrader db assignment remove" in str(caught.value)
    assert files(tiny_course) == before
    assert marks(nbgrader_api(tiny_course, tiny_course), "42-tiny", "student") == points


def test_chapters_are_found_by_name_number_and_path(tiny_course, tiny_chapter):
    for name in ("42-tiny", "42", str(tiny_chapter)):
        assert find_chapters(tiny_course, [name]) == [tiny_chapter]
    with pytest.raises(UnknownChapterError, match="no chapter 'elsewhere/42-tiny.py'"):
        find_chapters(tiny_course, ["elsewhere/42-tiny.py"])
    with pytest.raises(UnknownChapterError, match="no chapter '43'; there are 42-tiny"):
        find_chapters(tiny_course, ["43"])
    with pytest.raises(UnknownChapterError, match="no chapters in"):
        find_chapters(tiny_course / "course", [])


def test_validate_says_what_is_not_filled_in(tmp_path):
    """The Validate button's own code: every test cell of an unfilled exercise is told, and no other."""
    from nbgrader.validator import Validator

    chapter = read_chapter(ROOT / "course" / "chapters" / "08-counting.py")
    write_chapter(chapter, tmp_path, ROOT)
    unfilled = {"homework_1", "homework_2", "layer_table"}
    answers = {exercise: code for exercise, code in solutions(chapter).items() if exercise not in unfilled}
    path = submit(tmp_path, "student", chapter.name, answered(tmp_path, chapter.name, answers))
    failed = {result["source"].splitlines()[0] for result in Validator().validate(str(path))["failed"]}
    assert failed == {cell.source.splitlines()[0] for cell in chapter.cells if cell.role == "tests" and cell.exercise in unfilled}
