"""The chapters as lessons: readable, complete, and every number of tests/golden.json that is theirs holds."""

import json
import re
import statistics
from pathlib import Path

import nbformat
import numpy as np
import pytest
from scipy.signal import correlate2d

from course import data
from grader.build import find_chapters, notebook_path
from grader.chapter import CARD_HEADING, exercise_number, read_chapter
from grader.submission import solutions

ROOT = Path(__file__).parent.parent
GOLDEN = json.loads((ROOT / "tests" / "golden.json").read_text())
CHAPTERS = {path.stem: read_chapter(path) for path in find_chapters(ROOT, [])}
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=CHAPTERS)


def executed(chapter):
    return nbformat.read(notebook_path(ROOT, "solutions", chapter.name), as_version=4)


def answers(name):
    """The names that a chapter's solutions define."""
    namespace = {"np": np}
    for code in solutions(CHAPTERS[name]).values():
        exec(code, namespace)
    return namespace


@each_chapter
def test_code_cells_are_short(chapter):
    lengths = sorted(len(cell.source.splitlines()) for cell in chapter.cells if cell.kind == "code" and cell.role in ("", "answer"))
    assert statistics.median(lengths) <= 9
    lengths = sorted(len(re.sub(r"### BEGIN HIDDEN.*?### END HIDDEN TESTS", "", cell.source, flags=re.DOTALL).splitlines()) for cell in chapter.cells if cell.kind == "code")
    assert lengths[int(0.9 * len(lengths))] <= 30


@each_chapter
def test_a_sentence_stands_before_every_code_cell_of_the_lesson(chapter):
    pairs = zip(chapter.cells, chapter.cells[1:])
    bare = [after.line for before, after in pairs if after.kind == "code" and not after.role and before.kind == "code"]
    assert bare == []


@each_chapter
def test_every_test_cell_says_what_it_tries_and_its_points(chapter):
    for cell in chapter.cells:
        if cell.role == "tests":
            assert re.match(rf"# .+ \({cell.points:g} points?\)$", cell.source.splitlines()[0]), f"line {cell.line}"
            assert "### BEGIN HIDDEN TESTS" in cell.source, f"line {cell.line}"


@each_chapter
def test_every_statement_is_a_full_card(chapter):
    for cell in chapter.cells:
        if cell.role == "statement":
            for part in ("<details><summary>Hint</summary>", "**The tests look at**"):
                assert part in cell.source, f"line {cell.line}: no {part}"


@each_chapter
def test_the_chapter_has_its_fixed_parts(chapter):
    prose = "\n".join(cell.source for cell in chapter.cells if cell.kind == "markdown")
    for part in ("When you are done, you can", "It takes", "## Summary", "## Check yourself", "## What comes next", "In Paddle|What Paddle does differently", "stretch", "<details>"):
        assert re.search(part, prose), part


@each_chapter
def test_exercises_are_numbered_in_order(chapter):
    numbers = [exercise_number(cell) for cell in chapter.cells if cell.role == "statement"]
    assert numbers == [f"{int(chapter.name[:2])}.{position}" for position in range(1, len(numbers) + 1)]


@each_chapter
def test_points_and_minutes_in_the_opening_are_the_sums(chapter):
    headings = [CARD_HEADING.search(cell.source) for cell in chapter.cells if cell.role == "statement"]
    points, minutes = (sum(int(heading[group]) for heading in headings) for group in ("points", "minutes"))
    opening = chapter.cells[0].source
    assert f"{points} points" in opening
    assert f"{minutes} minutes to solve" in opening


@each_chapter
def test_solutions_show_pictures_with_alt_text_a_widget_and_no_warnings(chapter):
    outputs = [output for cell in executed(chapter).cells if cell.cell_type == "code" for output in cell.outputs]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) >= 2
    assert all(len(picture.metadata["image/png"]["alt"]) > 30 for picture in pictures)
    assert any(cell.source.startswith("widgets.") for cell in executed(chapter).cells)
    assert [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"] == []


def test_chapter_01_is_worth_at_least_20_points_in_10_test_cells():
    tests = [cell for cell in CHAPTERS["01-convolution"].cells if cell.role == "tests"]
    assert len(tests) >= 10 and sum(cell.points for cell in tests) >= 20
    assert {"conv2d", "true_conv2d", "output_size"} <= set(CHAPTERS["01-convolution"].exercises())


def test_chapter_08_has_its_exercises():
    assert {"conv_operations", "homework_1", "homework_2", "layer_table"} <= set(CHAPTERS["08-counting"].exercises())


def printed(name):
    """Everything that an executed solution prints."""
    cells = executed(CHAPTERS[name]).cells
    return "\n".join(output.text for cell in cells if cell.cell_type == "code" for output in cell.outputs if output.output_type == "stream")


@pytest.mark.parametrize("id", ["conv.basic.bias0", "conv.basic.bias1"])
def test_golden_convolution(id):
    inputs = GOLDEN[id]["inputs"]
    y = answers("01-convolution")["conv2d"](np.array(inputs["x"]), np.array(inputs["w"]), inputs["bias"])
    assert y.tolist() == GOLDEN[id]["expected"]


def test_golden_true_convolution():
    inputs = GOLDEN["conv.trueconv"]["inputs"]
    y = answers("01-convolution")["true_conv2d"](np.array(inputs["x"]), np.array(inputs["w"]))
    assert y.tolist() == GOLDEN["conv.trueconv"]["expected"]
    assert "[[11 17]\n [29 35]]" in printed("01-convolution")


def test_golden_output_sizes_without_padding():
    output_size = answers("01-convolution")["output_size"]
    assert output_size(4, 3) == GOLDEN["outsize.4,3"]["expected"]
    assert output_size(32, 3) == GOLDEN["outsize.32,3"]["expected"] == GOLDEN["outsize.narrow"]["expected"]


def test_golden_parameters_of_full_connection():
    dense_parameters = answers("01-convolution")["dense_parameters"]
    assert dense_parameters([32 * 32, 1]) == GOLDEN["fc.params32"]["expected"]
    assert dense_parameters([3072, 4096, 4096, 10]) == GOLDEN["mlp004"]["expected"]["with_bias"]
    assert f"parameters of one unit: {GOLDEN['fc.params32']['expected']}" in printed("01-convolution")


def test_golden_vertical_edge():
    golden = GOLDEN["edge.vertical"]
    edges = correlate2d(data.half_bright(50, 50, 30), [golden["inputs"]["kernel"]], mode="valid")
    assert list(edges.shape) == golden["expected"]["shape"]
    assert np.unique(np.nonzero(edges)[1]).tolist() == golden["expected"]["nonzero_cols"]
    assert set(edges[:, golden["expected"]["nonzero_cols"]].ravel()) == {golden["expected"]["value"]}
    assert "shape: (50, 48)\ncolumns that are not zero: [28 29]\nlargest value: 1.0" in printed("01-convolution")


def test_golden_laplacian():
    assert str(np.array(GOLDEN["laplacian.sum"]["expected"])) in printed("01-convolution")


def test_the_readme_lists_every_chapter_with_its_points():
    listed = re.findall(r"\(solutions/([\w-]+)/[^)]*\).*\| (\d+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert dict(listed) == {name: f"{sum(cell.points for cell in chapter.cells):g}" for name, chapter in CHAPTERS.items()}
