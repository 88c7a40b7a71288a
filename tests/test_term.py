"""A term: the commands of docs/term.md, in their order, and the same by browser, with the screenshots of that page.

The tests of this file are one story; each goes on where the one before it ended. With SCREENSHOTS=docs/screenshots the pictures
are written there (`make screenshots`).
"""

import csv
import getpass
import io
import os
import re
import shlex
import shutil
from pathlib import Path

import nbformat
import pytest
from jupyter_core.application import NoStart
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderApp
from PIL import Image
from playwright.sync_api import expect
from test_browser import SECOND, browser, open_notebook, page, run_all, server  # noqa: F401 (fixtures are found by their names)
from typer.testing import CliRunner

from grader.chapter import read_chapter
from grader.cli import app
from grader.submission import answered, solutions

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "term.md").read_text(encoding="utf-8")
NAME = "00-start-here"
WRONG = "def brighten(picture, amount):\n    return picture + amount\n"  # nothing is cut off: 1 of 2 points
TOLD = "1 of 3 values are wrong; the first is at [0, 2]: got 1.15, expected 1"
COMMENT = "The idea is right. Look up np.clip."
ME = getpass.getuser()


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course folder with one chapter, not built yet."""
    root = tmp_path_factory.mktemp("term")
    (root / "course" / "chapters").mkdir(parents=True)
    shutil.copy(ROOT / "course" / "chapters" / f"{NAME}.py", root / "course" / "chapters")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(tmp_path_factory.mktemp("jupyter")))  # where nbgrader keeps copies of what was handed in
        yield root


@pytest.fixture(scope="module")
def mine(root, tmp_path_factory):
    """The folder of a student with an account on this machine."""
    folder = tmp_path_factory.mktemp("student")
    settings = re.search(r"^```python\n(c = get_config.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[1]
    (folder / "nbgrader_config.py").write_text(settings.replace("/srv/kernel-to-resnet", str(root / "exchange")))
    return folder


def commands(step):
    """The commands of one step of docs/term.md."""
    (text,) = re.findall(rf"^## {step}\. .*?\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    return [line for block in re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE) for line in block.splitlines()]


def run(line, folder):
    """Run a command of docs/term.md in a folder, in this process, and return what it prints; it must succeed."""
    program, *arguments = shlex.split(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        if program == "grader":
            result = CliRunner().invoke(app, arguments)
            assert result.exit_code == 0, result.output
            return result.output
        assert program == "nbgrader"
        nbgrader = NbGraderApp()
        try:
            nbgrader.initialize(arguments)
            nbgrader.start()
        except NoStart:  # how it ends when a subcommand has run
            pass
        except SystemExit as end:
            assert not end.code, line
        finally:
            for subcommand, _ in NbGraderApp.subcommands.values():
                subcommand.clear_instance()


def marks(root):
    with open(root / "marks.csv", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def test_every_command_of_the_page_is_run_and_every_picture_is_taken():
    assert sum(len(commands(step)) for step in range(1, 10)) == len(re.findall(r"^(?:grader|nbgrader) ", PAGE, re.MULTILINE)) == 13
    taken = set(re.findall(r'shoot\(\w+, "([a-z-]+)"', Path(__file__).read_text()))
    assert set(re.findall(r"!\[[^]]{30,}\]\(screenshots/([a-z-]+)\.png\)", PAGE)) == taken
    assert {path.stem for path in (ROOT / "docs" / "screenshots").glob("*")} == taken
    assert max(path.stat().st_size for path in (ROOT / "docs" / "screenshots").glob("*")) < 100_000


def download(root, name, work):
    path = root / "downloads" / name
    path.parent.mkdir(parents=True)
    nbformat.write(work, path)


@pytest.mark.sandbox
def test_by_command_line(root, mine):
    chapter = root / "course" / "chapters" / f"{NAME}.py"
    chapter.write_text(chapter.read_text().replace("# # 0. Start here", "# # 0. Begin here"))
    build, release = commands(1) + commands(2)
    run(build, root)
    run(release, root)
    fetch, submit = commands(3)
    run(fetch, mine)
    assert nbformat.read(mine / NAME / f"{NAME}.ipynb", as_version=4).cells[0].source.startswith("# 0. Begin here")
    nbformat.write(answered(root, NAME, {"brighten": WRONG}), mine / NAME / f"{NAME}.ipynb")
    run(submit, mine)
    right = answered(root, NAME, solutions(read_chapter(chapter)))
    for name, work in [  # of Moodle
        ("Ada Lovelace_12_assignsubmission_file_/00-start-here (1).ipynb", right),
        ("Eve_56_assignsubmission_file_/my work.ipynb", answered(root, NAME, {})),
    ]:
        download(root, name, work)
    from_exchange, from_platform = commands(4)
    run(from_exchange, root)
    assert "Ada Lovelace" in run(from_platform, root)
    (grade,) = commands(5)
    said = run(grade, root)
    assert "`my work.ipynb` was graded as" in " ".join(re.sub("[│\n]", " ", said).split())
    (export,) = commands(9)
    run(export, root)
    assert marks(root) == {ME: 1, "Ada Lovelace": 2, "Eve": 0}


HIDE = """folder => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll(folder, "~/kernel-to-resnet");
}"""  # where this course lies on the machine that takes the pictures


def shoot(page, name, folder):
    """Keep a screenshot, as a PNG file with a palette, which is small."""
    page.wait_for_timeout(300)  # colours and icons fade in
    page.evaluate(HIDE, str(ROOT))
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert picture.size == (1200, 800)
    target = Path(os.environ.get("SCREENSHOTS", folder))
    target.mkdir(parents=True, exist_ok=True)
    picture.quantize(64, dither=Image.Dither.NONE).save(target / f"{name}.png", optimize=True)


def write(page, code):
    """Type a new answer over the old one."""
    page.locator(".jp-CodeCell .jp-InputArea", has_text="def brighten").locator(".cm-content").fill(code)


def nbgraders_menu(page, server, item):
    page.goto(f"{server}/lab?reset")
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click(timeout=60 * SECOND)
    page.get_by_role("menuitem", name=item, exact=True).click()


def press(page, icon):
    """Click an icon of Formgrader, which says that it worked, and load the page anew."""
    page.locator(icon).click()
    expect(page.locator(".modal-title")).to_have_text("Success", timeout=120 * SECOND)
    page.reload()


@pytest.mark.browser
@pytest.mark.sandbox
def test_by_browser(root, server, page, tmp_path):
    page.set_viewport_size({"width": 1200, "height": 800})
    nbgraders_menu(page, server, "Formgrader")
    expect(page.frame_locator("iframe").locator(".name", has_text=NAME)).to_be_visible(timeout=30 * SECOND)
    page.goto(f"{server}/formgrader/manage_assignments")
    press(page, ".release .glyphicon-remove")  # takes it back, as step 2 released it
    press(page, ".release .glyphicon-cloud-upload")
    shoot(page, "assignments", tmp_path)

    nbgraders_menu(page, server, "Assignment List")
    page.get_by_role("button", name="Fetch", exact=True).click(timeout=30 * SECOND)
    expect(page.get_by_role("button", name="Submit", exact=True)).to_be_visible(timeout=30 * SECOND)
    open_notebook(page, server, f"{NAME}/{NAME}.ipynb")
    write(page, solutions(read_chapter(root / "course" / "chapters" / f"{NAME}.py"))["brighten"])
    run_all(page)
    panel = page.locator(".jp-CodeCell").filter(has=page.locator(".jp-InputArea", has_text="progress.panel()"))
    panel.get_by_role("button", name="Try all exercises").click()
    expect(panel.locator("tr", has_text="Exercise 0.1")).to_contain_text("2 of 2", timeout=30 * SECOND)
    shoot(page, "progress-panel", tmp_path)
    write(page, WRONG)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    failed = page.locator(".jp-OutputArea", has_text=TOLD).last
    failed.scroll_into_view_if_needed(timeout=60 * SECOND)
    shoot(page, "failing-test", tmp_path)
    page.get_by_role("button", name="Validate").click()  # which saves the notebook
    expect(page.locator(".jp-Dialog")).to_contain_text(TOLD, timeout=120 * SECOND)
    page.locator(".jp-Dialog pre", has_text=TOLD).last.evaluate("text => text.scrollIntoView({block: 'end'})")
    shoot(page, "validate", tmp_path)

    nbgraders_menu(page, server, "Assignment List")
    page.get_by_role("button", name="Submit", exact=True).click(timeout=30 * SECOND)
    expect(page.get_by_role("button", name="Fetch Feedback")).to_be_visible(timeout=30 * SECOND)
    shoot(page, "assignment-list", tmp_path)

    page.goto(f"{server}/formgrader/manage_assignments")
    press(page, ".collect .glyphicon-cloud-download")
    page.goto(f"{server}/formgrader/manage_submissions/{NAME}")
    row = page.locator(f"tr:has(.student-id:text-is('{ME}'))")
    expect(row).to_contain_text("needs autograding")
    press(page, f"tr:has(.student-id:text-is('{ME}')) .autograde a")
    expect(row).to_contain_text("graded")
    shoot(page, "submissions", tmp_path)

    page.goto(f"{server}/formgrader/gradebook/{NAME}/{NAME}")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        address = gradebook.find_submission_notebook(NAME, NAME, ME).id
    page.locator(f"a[href*='{address}']").first.click()
    points = page.locator("#brighten-cuts_off")
    expect(points).to_have_attribute("placeholder", "0")  # the page has the marks now
    for field, text in [("brighten-comment", COMMENT), ("brighten-cuts_off", "0.5"), ("brighten-adds_extra_credit", "0.2")]:
        box = page.locator(f"#{field}")
        with page.expect_response(lambda response: "/formgrader/api/" in response.url and response.request.method == "PUT") as saved:
            box.fill(text)
            box.blur()
        assert saved.value.ok
    page.locator("#brighten-comment").evaluate("box => { box.scrollIntoView({block: 'start'}); window.scrollBy(0, -200); }")
    shoot(page, "manual-grading", tmp_path)


@pytest.mark.browser
@pytest.mark.sandbox
def test_what_was_given_by_hand_stays_and_comes_back(root, mine, page, tmp_path):
    page.set_viewport_size({"width": 1200, "height": 800})
    (regrade,), (feedback, release, fetch), (report,), (export,) = [commands(step) for step in (6, 7, 8, 9)]
    download(root, "王 伟_34_assignsubmission_file_/00-start-here.ipynb", answered(root, NAME, {"brighten": WRONG}))
    assert run(commands(4)[1], root).count("unchanged") == 2
    run(regrade, root)
    run(export, root)
    assert marks(root) == {ME: 1.7, "Ada Lovelace": 2, "王 伟": 1, "Eve": 0}
    run(feedback, root)
    run(release, root)
    run(fetch, mine)
    (fetched,) = (mine / NAME / "feedback").glob(f"*/{NAME}.html")
    page.goto(fetched.as_uri())
    expect(page.locator("body")).to_contain_text(COMMENT)
    expect(page.locator("body")).to_contain_text("1.7")
    shoot(page, "feedback", tmp_path)
    assert "reports" in run(report, root)
    page.goto((root / "reports" / f"{NAME}.html").as_uri())
    expect(page.locator("body")).to_contain_text("4 graded submissions")
    shoot(page, "report", tmp_path)
