"""The site that `make docs` makes: built once, then its pages are read and looked at in Chromium."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import numpy as np
import pytest
from browser_tools import WIDTHS, chromium, is_too_wide, violations
from bs4 import BeautifulSoup

from grader.build import find_chapters, notebook_path, write_chapter
from grader.chapter import hidden_lines, read_chapter
from grader.reading_edition import reading_edition

ROOT = Path(__file__).parent.parent
NAMES = [path.stem for path in find_chapters(ROOT, [])]
GUIDE = (ROOT / "docs" / "exercises.md").read_text()
SEEN = ["index.html", "chapters/05-batchnorm/05-batchnorm.html", "term.html", "instructors.html", "exercises.html", "attacks.html", "api/course.training.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the site, built as `make docs` does it, without a warning."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--quiet", "--doctree-dir", str(folder / "doctrees"), "docs", str(folder / "html")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site):
    """{path in the site: its page, parsed}"""
    found = {str(path.relative_to(site)): BeautifulSoup(path.read_text(), "html.parser") for path in site.rglob("*.html")}
    assert {f"chapters/{name}/{name}.html" for name in NAMES} | {"index.html", "chapters/notation.html", "api/course.data.html"} <= set(found)
    return found


def test_every_link_and_picture_leads_somewhere(site, pages):
    ids = {name: {tag["id"] for tag in page.find_all(id=True)} for name, page in pages.items()}
    lost = []
    for name, page in pages.items():
        for tag in page.find_all(href=True) + page.find_all(src=True):
            url, anchor = urldefrag(tag.get("href") or tag.get("src"))
            if urlsplit(url).scheme:
                continue
            path = unquote(urlsplit(url).path)  # without the ?v=... of styles and scripts
            target = (site / name).parent / path if path else site / name
            key = str(target.resolve().relative_to(site.resolve()))
            if not target.is_file() or anchor and key in ids and unquote(anchor) not in ids[key]:
                lost.append((name, url, anchor))
    assert lost == []


def test_links_between_files_of_the_repository_are_links_between_pages(pages):
    def links(name):
        return {tag["href"] for tag in pages[name].find("article").find_all("a", href=True)}

    assert {f"chapters/{name}/{name}.html" for name in NAMES} | {"chapters/notation.html", "attacks.html", "instructors.html"} <= links("index.html")
    assert {"../notation.html", "../glossary.html"} <= links("chapters/01-convolution/01-convolution.html")
    assert "chapters/07-backpropagation/07-backpropagation.html" not in links("answers.html")
    assert not any(link.endswith((".py", ".ipynb", ".md")) for name in pages for link in links(name) if "://" not in link)


def test_every_picture_has_words(pages):
    pictures = [(name, tag) for name, page in pages.items() for tag in page.find_all("img")]
    assert len(pictures) > 5 * len(NAMES)
    assert [(name, tag.get("alt")) for name, tag in pictures if len(tag.get("alt", "").split()) < 5] == []


def test_headings_begin_with_one_title_and_skip_no_level(pages):
    for name in pages.keys() - {"search.html"}:  # whose title is written by its script
        levels = [int(tag.name[1]) for tag in pages[name].find_all(re.compile("^h[1-6]$"))]
        assert levels[:1] == [1] and levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), name


def test_nothing_is_loaded_from_the_network(site, pages):
    for name, page in pages.items():
        loaded = [tag.get("src") for tag in page.find_all(["script", "img", "iframe", "source"])]
        loaded += [tag.get("href") for tag in page.find_all("link") if tag.get("rel") != ["canonical"]]
        assert [url for url in loaded if url and re.match(r"(https?:)?//", url)] == [], name
    styles = "".join(path.read_text() for path in site.rglob("*.css"))
    assert re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)]*", styles) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_reading_edition_keeps_the_lesson_and_leaves_the_answers_out(name):
    chapter = read_chapter(ROOT / "course" / "chapters" / f"{name}.py")
    edition = {cell["id"]: cell for cell in reading_edition(ROOT, name)["cells"]}
    shown = "\n".join("".join(cell["source"]) for cell in edition.values())
    released = notebook_path(ROOT, "release", name).read_text()
    for cell in chapter.cells:
        if cell.role == "answer":
            solution = cell.source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0].splitlines()
            assert [line for line in solution if line.strip() and line in shown and json.dumps(line)[1:-1] not in released] == []
            assert "YOUR CODE HERE" in "".join(edition[cell.exercise]["source"])
        if cell.role == "tests":
            hidden = hidden_lines(cell.source)
            visible = [line for number, line in enumerate(cell.source.splitlines(), 1) if number not in hidden]
            assert "".join(edition[cell.grade_id]["source"]).splitlines() == visible
        if cell.role in ("answer", "tests"):
            assert edition[cell.grade_id]["outputs"] == []
    assert sum("image/png" in output.get("data", {}) for cell in edition.values() for output in cell.get("outputs", [])) >= 2


def test_the_guides_example_is_built_and_its_tests_tell_right_from_wrong(tmp_path):
    chapter, *answers = [code for code in re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL) if code.startswith("# ")]
    right = [code for code in answers if "# says: " not in code]
    wrong = [code for code in answers if "# says: " in code]
    assert (len(right), len(wrong)) == (1, 2)
    text = tmp_path / "course" / "chapters" / "90-contrast.py"
    text.parent.mkdir(parents=True)
    text.write_text(chapter)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    example = read_chapter(text)
    write_chapter(example, tmp_path, tmp_path)
    solution, *tests = [cell for cell in example.cells if cell.role in ("answer", "tests")]
    assert sum(cell.points for cell in tests) == 3

    def failures(answer):
        """The messages of the tests that fail for an answer."""
        messages = []
        for test in tests:
            namespace = {"np": np}
            exec(answer, namespace)
            try:
                exec(test.source, namespace)
            except AssertionError as error:
                messages.append(str(error))
        return messages

    assert [failures(code) for code in (solution.source, *right)] == [[], []]
    assert len(failures("def rescale(x):\n    return np.zeros_like(x)")) == len(tests)
    for code in wrong:
        assert re.search("# says: (.+)", code)[1] in "\n".join(failures(code))
    (shown,) = re.findall(r"^```text\nAssertionError: (.*?)\n```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert shown == failures(wrong[0])[0]


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_pages_fit_the_screen_set_their_formulas_and_keep_nobody_out(site, browser, width):
    for name in SEEN:
        page = browser.new_page(viewport={"width": width, "height": 900})
        failed = []
        page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
        page.goto(f"file://{site / name}")
        if "batchnorm" in name:
            page.wait_for_function("document.querySelectorAll('mjx-container').length > 10")
            assert page.locator("mjx-merror").count() == 0
        assert not is_too_wide(page), name
        assert failed == [], name  # before axe-core asks for style sheets itself, which a page from disk may not
        if width == WIDTHS["desktop"]:  # some seconds for each page
            assert violations(page) == [], name
        page.close()
