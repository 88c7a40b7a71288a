"""The page that a student reads: its marks, what it says of a failure, what it must not show, and who can read it."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from browser_tools import WIDTHS, chromium, is_too_wide, violations
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.utils import notebook_hash

from grader.build import write_chapter
from grader.chapter import hidden_lines, read_chapter
from grader.course_root import nbgrader_api
from grader.feedback import write_feedback
from grader.feedback_page import LONGEST_TEXT, exercises, markdown
from grader.grade import grade
from grader.report import write_report
from grader.submission import answered, submit

ROOT = Path(__file__).parent.parent
CHAPTER = r'''# %% [markdown]
# # Halves and twices

# %% [markdown] role="statement" exercise="zero"
# ### Exercise 43.1: nothing at all (1 point, ~1 min)

# %% role="answer" exercise="zero"
def zero():
    ### BEGIN SOLUTION
    return 0
    ### END SOLUTION

# %% role="tests" exercise="zero" points=1
assert zero() == 0, "zero() must be 0"

# %% [markdown] role="statement" exercise="double"
# ### Exercise 43.2, stretch: twice as much (4 points, ~5 min)
#
# <details><summary>Hint</summary>
#
# Twice $x^2$ is `x**2 + x**2`, see <b>above</b>.
# </details>

# %% role="answer" exercise="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% role="tests" exercise="double" case="small" points=1
assert double(1) == 2, "double(1) must be 2"

# %% role="tests" exercise="double" case="very_large" points=3
assert double(10) == 20, "double(10) must be 20"
### BEGIN HIDDEN TESTS
secret_number = -100
assert double(secret_number) == -200, f"double(-100): got {double(secret_number)}\n    Likely mistake: numbers below 0 < 1 are forgotten.\nAnd more."
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="counts"
# ### Exercise 43.3: a table (2 points, ~2 min)

# %% role="answer" exercise="counts"
### BEGIN SOLUTION
counts = {"a": 1, "b": 2}
### END SOLUTION

# %% role="tests" exercise="counts" points=2
wrong = [key for key, value in {"a": 1, "b": 2}.items() if counts.get(key) != value]
print(*[f'counts["{key}"] is wrong.\n    Likely mistake: {key} was not counted.' for key in wrong], sep="\n")
2.0 - len(wrong)
'''
RIGHT = {"zero": "def zero():\n    return 0", "double": "def double(x):\n    return 2 * x", "counts": 'counts = {"a": 1, "b": 2}'}
HALF = RIGHT | {"double": "def double(x):\n    return abs(2 * x)", "counts": 'counts = {"a": 1, "b": 7}'}
HOSTILE = {
    "zero": "def zero(:\n    '</pre><script>window.owned = 1</script>'",
    "double": "def double(x):\n    raise ValueError('Likely mistake: <img src=//example.org onerror=alert(1)>' + 9_999 * 'long')",
    "counts": "counts = {}\n# HALF-CHARACTER <iframe src='https://example.org'></iframe>" + "x" * 500,
}
NAME = "43-numbers"


class Page(HTMLParser):
    """The words of a page, its tags with their attributes, and the words inside each kind of tag."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.inside, self.words = [], [], {}, ""
        self.feed(text)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag != "meta":
            self.open.append(tag)
            self.inside.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data
        for tag in set(self.open):
            self.inside[tag][-1] += data


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder in which five students are graded and have their pages; some marks were gone over by hand."""
    root = tmp_path_factory.mktemp("feedback")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "course" / "chapters").mkdir(parents=True)
    path = root / "course" / "chapters" / f"{NAME}.py"
    path.write_text(CHAPTER)
    write_chapter(read_chapter(path), root, root)
    work = {"ann": RIGHT, "bob": HALF, "st*": HALF, "mallory <b>": HOSTILE, "stan": {}}
    for student, answers in work.items():
        handed_in = submit(root, student, NAME, answered(root, NAME, answers))
        (handed_in.parent / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC")
        (handed_in.parent / "submission_secret.txt").write_text(f"secret of {student}")
        handed_in.write_text(handed_in.read_text().replace("HALF-CHARACTER", "\\ud800"))
        if student == "bob":
            handed_in.rename(handed_in.with_name("my work.ipynb"))
    assert [graded.trouble for graded in grade(root, NAME, [])] == [""] * 5
    by_hand(root)
    assert write_feedback(root, NAME, []) == dict.fromkeys(sorted(work), "")
    return root


def by_hand(root):
    """What an instructor does in formgrader."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("counts-tests", NAME, NAME, "ann").extra_credit = 0.5
        gradebook.find_grade("zero-tests", NAME, NAME, "stan").manual_score = 1
        gradebook.find_comment("double", NAME, NAME, "ann").manual_comment = "Nice: $a^2$, but <i>why</i> not *faster*?"
        gradebook.find_comment("counts", NAME, NAME, "bob").manual_comment = "Count again, from the top: [this](https://example.org) helps."
        gradebook.find_submission_notebook(NAME, NAME, "stan").late_submission_penalty = 0.25
        gradebook.db.commit()


def path_of(root, student):
    return root / "feedback" / student / NAME / f"{NAME}.html"


def page_of(root, student):
    return Page(path_of(root, student).read_text(encoding="utf-8"))


@pytest.mark.sandbox
def test_marks_of_each_exercise_in_the_order_of_the_chapter(course):
    page = page_of(course, "bob")
    assert "Feedback for bob: 3 of 7 points." in page.words
    rows = [" ".join(row.split()) for row in page.inside["tr"]]
    assert rows[1:] == ["43.1 nothing at all 1 of 1 ● all", "43.2 stretch: twice as much 1 of 4 ◐ part", "43.3 a table 1 of 2 ◐ part"]
    assert page_of(course, "mallory <b>").inside["tr"][2].split()[-2:] == ["○", "none"]
    assert "Feedback for mallory <b>: 0 of 7 points." in page_of(course, "mallory <b>").words


@pytest.mark.sandbox
def test_a_failure_is_told_case_by_case(course):
    page = page_of(course, "bob")
    headings = [" ".join(heading.split()) for heading in page.inside["h3"]]
    assert headings == [
        "Test “small”: passed, 1 of 1 point",
        "Test “very large”: failed, 0 of 3 points",
        "Hint",
        "Your answer, as it was graded",
        "Comment of your instructor",
        "Test: partly passed, 1 of 2 points",
        "Your answer, as it was graded",
    ]
    message, more, where, answer, *_ = page.inside["pre"]
    assert (message, more, where) == ("double(-100): got 200", "And more.", "in a hidden test")
    assert answer == HALF["double"]
    assert "Likely mistake: numbers below 0 < 1 are forgotten." in page.inside["p"]
    assert "Likely mistake: b was not counted." in page.inside["p"]
    assert "my work.ipynb" in page.inside["li"][0]


@pytest.mark.sandbox
def test_the_hint_is_open_and_its_formula_needs_no_script(course):
    page = page_of(course, "bob")
    assert "Twice x2 is x**2 + x**2, see <b>above</b>." in page.words
    assert page.inside["msup"] == ["x2"]
    assert not {"b", "details"} & set(page.inside)


@pytest.mark.sandbox
def test_full_marks_are_one_line_with_comments_and_extra_points(course):
    page = page_of(course, "ann")
    assert "Feedback for ann: 7.5 of 7 points." in page.words
    assert "43.3 a table 2.5 of 2 ● all" in page.words and "Test: passed, 2.5 of 2 points, 0.5 of it added by hand." in page.words
    assert page.inside["h3"] == ["Comment of your instructor"]
    assert "Nice: a2, but <i>why</i> not faster?" in page.words and page.inside["em"] == ["faster"]
    assert "pre" not in page.inside and "43.1 nothing at all (" not in page.words


@pytest.mark.sandbox
def test_points_by_hand_and_a_late_penalty(course):
    page = page_of(course, "stan")
    assert "Feedback for stan: 1 of 7 points, less 0.25 for handing in late, makes 0.75 points." in page.words
    assert "Test: failed, 1 of 1 point, set to 1 by hand." in page.words
    assert page.inside["pre"].count("Nothing here yet: replace this line with your code.") == 2
    assert page_of(course, "st*").words.startswith("43-numbers: feedback for st*") and "by hand" not in page_of(course, "st*").words


@pytest.mark.sandbox
def test_no_hidden_line_is_on_any_page(course):
    tests = next(cell.source for cell in read_chapter(course / "course" / "chapters" / f"{NAME}.py").cells if cell.case == "very_large")
    hidden = [line.strip() for number, line in enumerate(tests.splitlines(), 1) if number in hidden_lines(tests)]
    assert len(hidden) == 4 and "secret_number = -100" in hidden
    for path in (course / "feedback").rglob("*.html"):
        page = page_of(course, path.parts[-3]).words
        assert [line for line in hidden if line in page or "secret_number" in page] == [], path
    assert "in a hidden test" in page_of(course, "bob").words and "the answer was called with (10)" in page_of(course, "mallory <b>").words


def test_a_traceback_of_nbgraders_own_which_quotes_hidden_tests_is_left_out():
    source = "### BEGIN HIDDEN TESTS\nsecret = 7\nassert double(secret) == 14\n### END HIDDEN TESTS"
    traceback = ["\x1b[31m----> 3\x1b[0m assert double(secret) == 14", "\x1b[31mAssertionError\x1b[0m: "]
    error = new_output("error", ename="AssertionError", evalue="", traceback=traceback)
    cell = new_code_cell(source, outputs=[error], metadata={"nbgrader": {"grade_id": "double-tests", "grade": True}})
    assert hidden_lines(source) == {1, 2, 3, 4}
    mark = SimpleNamespace(name="double-tests", auto_score=0, manual_score=None, extra_credit=None, score=0, max_score=2)
    (exercise,) = exercises(new_notebook(cells=[cell]), [mark], [])
    assert (exercise.cases[0].said, exercise.cases[0].where) == ([(False, "AssertionError")], "")


@pytest.mark.sandbox
def test_what_a_student_wrote_stays_text(course):
    page = page_of(course, "mallory <b>")
    assert "</pre><script>window.owned = 1</script>" in "".join(page.inside["code"])
    assert any("This cell did not run to its end" in text for text in page.inside["p"]) and "SyntaxError" in page.words
    mistake = next(text for text in page.inside["p"] if text.startswith("Likely mistake"))
    assert "<img src=//example.org onerror=alert(1)>longlong" in mistake and len(mistake) < LONGEST_TEXT + 100
    assert "# ? <iframe" in page.inside["code"][-1]


@pytest.mark.sandbox
@pytest.mark.parametrize("student", ["ann", "stan", "mallory <b>"])
def test_no_script_and_nothing_from_elsewhere(course, student):
    page = page_of(course, student)
    assert not {"script", "link", "img", "iframe", "object", "form", "svg", "base"} & set(page.inside)
    targets = {name: value for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "href", "action") or name.startswith("on")}
    assert set(targets) <= {"href"} and all(value.startswith("#") for value in targets.values())
    assert re.findall(r"url\(|@import", path_of(course, student).read_text()) == []
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"}) in page.tags


@pytest.mark.sandbox
def test_nbgrader_releases_the_page(course, tmp_path):
    api = nbgrader_api(course, course)
    api.config.Exchange.root = str(tmp_path)
    tmp_path.chmod(0o777)
    result = api.release_feedback(NAME, "bob")
    assert result["success"], result
    (released,) = tmp_path.rglob("*.html")
    assert released.stem == notebook_hash(secret="secret of bob", notebook_id=NAME)
    assert released.read_bytes() == path_of(course, "bob").read_bytes()


def test_formulas_that_cannot_be_read_stay_readable():
    assert markdown(r"so $\frac{1}{$ it is") == '<p>so <code>$\\frac{1}{$</code> it is</p>\n'
    assert "<mfrac>" in markdown("$$\\frac{1}{2}$$") and 'display="block"' in markdown("$$\\frac{1}{2}$$")


def test_markdown_brings_no_html_picture_or_script():
    text = markdown("# Big\n\n![a <cat>](https://example.org/cat.png) [link](javascript:alert(1)) <script>alert(1)</script>")
    assert "<strong>Big</strong>" in text and "a &lt;cat&gt;" in text
    assert "<h1" not in text and "<img" not in text and "<script" not in text and "javascript:" not in text and "cat.png" not in text


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.mark.browser
@pytest.mark.sandbox
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_axe_finds_nothing_on_feedback_and_report(course, browser, width):
    report, _ = write_report(course, NAME)
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in (path_of(course, "bob"), report):
        page.goto(path.as_uri())
        assert violations(page) == [], path
        assert not is_too_wide(page), path
    page.goto(path_of(course, "mallory <b>").as_uri())
    assert not is_too_wide(page) and page.evaluate("window.owned") is None
    page.close()


@pytest.mark.browser
def test_axe_finds_what_is_wrong(browser):
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.set_content("<title>t</title><html lang=en><main><h1>x</h1><img src=''><p style='color: #bbb; width: 900px'>pale</p></main>")
    assert [sentence.split(" (")[0] for sentence in violations(page)] == ["color-contrast", "image-alt"]
    assert is_too_wide(page)
    page.close()
