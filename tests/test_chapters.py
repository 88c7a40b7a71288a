"""The chapters as lessons: readable and complete. What each of them alone must hold is in test_chapter_NN.py."""

import re
import statistics
from base64 import b64decode

import pytest
from chapter_tools import CHAPTERS, ROOT, executed

from grader.chapter import CARD_HEADING, exercise_number

each_chapter = pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=CHAPTERS)


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
    outputs = [output for cell in executed(chapter.name).cells if cell.cell_type == "code" for output in cell.outputs]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) >= 2
    assert all(len(picture.metadata["image/png"]["alt"]) > 30 for picture in pictures)
    assert all(int.from_bytes(b64decode(picture.data["image/png"])[16:20], "big") > 100 for picture in pictures)  # PNG keeps its width there
    assert not any("application/vnd.jupyter.widget-view+json" in output.get("data", {}) for output in outputs)  # an error without its kernel
    assert any(re.search(r"^(widgets\.\w+|\w+\.explore\w*)\(", cell.source, re.MULTILINE) for cell in executed(chapter.name).cells)
    assert [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"] == []


@each_chapter
def test_links_lead_somewhere(chapter):
    prose = "\n".join(cell.source for cell in chapter.cells if cell.kind == "markdown")
    links = re.findall(r"(?<!!)\[[^\]]+\]\((?!http)([^)\s]+)\)", prose)
    assert {"../notation.md", "../glossary.md"} <= set(links)
    assert [link for link in links if not (ROOT / "release" / chapter.name / link).exists()] == []


def test_the_glossary_has_every_term_in_both_languages_and_names_the_chapter_that_uses_it():
    rows = [[part.strip() for part in line.strip("| ").split("|")] for line in (ROOT / "course" / "chapters" / "glossary.md").read_text().splitlines()[7:]]
    assert len(rows) > 40 and [len(row) for row in rows] == [4] * len(rows)
    assert [row[0].lower() for row in rows] == sorted({row[0].lower() for row in rows})
    texts = {name[:2]: path.read_text().lower().replace("*", "") for name, path in ((chapter.name, chapter.path) for chapter in CHAPTERS.values())}
    for term, chinese, meaning, number in rows:
        assert re.search("[\u4e00-\u9fff]", chinese) and meaning, term
        assert term.lower() in texts[number], f"chapter {number} does not speak of {term}"


def test_chapter_08_has_its_exercises():
    assert {"conv_operations", "homework_1", "homework_2", "layer_table"} <= set(CHAPTERS["08-counting"].exercises())


def test_the_readme_lists_every_chapter_with_its_points():
    listed = re.findall(r"\(solutions/([\w-]+)/[^)]*\).*\| (\d+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert dict(listed) == {name: f"{sum(cell.points for cell in chapter.cells):g}" for name, chapter in CHAPTERS.items()}
