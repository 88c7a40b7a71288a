"""JupyterLab as a student sees it, in Chromium: chapters open without questions, widgets move, Validate answers."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import nbformat
import pytest
from browser_tools import chromium
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from playwright.sync_api import expect

from grader.build import find_chapters, solution_notebook, write_chapter
from grader.chapter import read_chapter
from grader.submission import answered, solutions, submit

ROOT = Path(__file__).parent.parent
CHAPTERS = {path.stem: read_chapter(path) for path in find_chapters(ROOT, [])}
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',  # all cells in the page, so that a test can find them
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}
SCRIPT = "<script>window.owned = 1</script><img src=x onerror='window.owned = 2'><b onmouseover='window.owned = 3'>bold words</b>"
SECOND = 1000  # Playwright counts milliseconds
WHOLE = ("00-start-here", "01-convolution")  # run from top to bottom in the browser, too
EXPLORER = re.compile(r"\w+\.(explore|step_kernel|choose_kernel|fill_in)\w*\(")

# How each explorer is driven: its cell, words of its alt text at first, what is done to which control, words afterwards.
# A slider is given keys, a menu an option, a box a text; an alert's words stand after "alert: ".
EXPLORERS = {
    "00-start-here": [
        ("start.explore_brightness()", "+0.3 added to every pixel", "amount", ["ArrowLeft"] * 4, "-0.1 added to every pixel"),
        ("start.explore_brightness()", "the photograph 'temple'", "picture", "flower", "the photograph 'flower'"),
    ],
    "02-padding-stride": [
        ("padding_stride.explore()", "4 outputs. Pixels never looked at: none", "stride", ["ArrowRight"] * 2, "2 outputs. Pixels never looked at: 2, 6, 7"),
        ("padding_stride.explore()", "a kernel of 3, stride 4", "kernel", ["End"], "a kernel of 7, stride 4"),
        ("padding_stride.explore()", "8 pixels", "pixels", ["Home"], "In a red frame: the kernel does not fit"),
        ("receptive_field.explore_layers()", "sees 3, 5, 7 pixels", "start from", "LeNet", "sees 5, 6, 14, 16, 32 pixels"),
        ("receptive_field.explore_layers()", "sees 5, 6, 14, 16, 32 pixels", "layers", "3 1, 3", "alert: layer 2 is '3'"),
        ("receptive_field.explore(net)", "the output pixel in the middle", "output", "in a corner", "the output pixel in a corner"),
    ],
    "03-channels": [
        ("channels.explore_columns()", "column 7 of the matrix", "column", ["ArrowRight"], "column 8 of the matrix"),
        ("channels.explore_cost()", "4 groups: 228 parameters", "groups", ["ArrowLeft"], "alert: 3 groups do not divide 8 input channels"),
        ("channels.explore_cost()", "4 groups: 228 parameters", "groups", ["ArrowLeft"], "2 groups: 444 parameters, 442,368 MACs"),
    ],
    "04-pooling-activations": [
        ("pooling.explore()", "Window 0 begins at row 0, column 0", "window", ["ArrowRight"], "Window 1 begins at row 0, column 2"),
        ("activations.explore()", "At x = 0.0 the value is 0.500", "x", ["ArrowRight"], "At x = 0.5 the value is 0.622"),
        ("activations.explore_depth()", "A network of 10 layers with sigmoid", "layers", ["ArrowRight"], "A network of 11 layers with sigmoid"),
    ],
    "05-batchnorm": [
        ("normalization.explore_scale()", "weights 0.6 times", "weights ×", ["ArrowRight"] * 9, "weights 1.5 times"),
        ("normalization.explore_stability()", "batches of 32", "batch size", ["ArrowLeft"] * 2, "batches of 8"),
    ],
    "06-dropout": [
        ("drawing.explore_expectation()", "p = 0.5, upscale_in_train", "p", ["ArrowRight"], "p = 0.55, upscale_in_train"),
        ("augmentation.explore()", "Right: mirrored; ", "right, %", ["ArrowRight"], "Right: mirrored, moved 0 down and 1 right"),
    ],
    "07-backpropagation": [
        ("backpropagation.explore_step_size()", "At the step 1e-2 the central difference is wrong by 1.9e-06", "step 10^", ["ArrowLeft"], "At the step 1e-3 the central"),
        ("backpropagation.explore_gradient()", "Output 3 of 9, at row 0, column 2", "output", ["ArrowRight"] * 2, "Output 5 of 9, at row 1, column 1"),
        ("backpropagation.explore_gradient()", "Output 5 of 9, at row 1, column 1", "stride", "2", "alert: with stride 2 and padding 0 there are 4 outputs"),
    ],
    "09-lenet": [
        ("lenet.explore_sure(test, scores)", "500 of 500 answers have a probability of at least 0.00", "threshold", ["ArrowRight"] * 5, "answers have a probability of at least 0.05"),
        ("lenet.explore_sure(test, scores)", "answers have a probability of at least 0.05", "threshold", ["End"], "alert: lower the threshold"),
        ("lenet.explore_rates()", "at learning rate 0.001", "rate", "0.1", "at learning rate 0.1, mean and spread of three seeds"),
    ],
    "10-alexnet": [
        ("alexnet.explore()", "pictures of 224×224, width full: 71,916,929 parameters", "pixels", ["ArrowRight"], "pictures of 240×240"),
        ("alexnet.explore()", "pictures of 240×240", "pixels", ["Home"], "alert: 16 pixels are too few"),
    ],
    "11-vgg": [
        ("vgg.explore_cost()", "bars for VGG-16 on 224×224 pixels. Parameters: 138,357,544", "pixels", ["ArrowLeft"], "alert: 208 pixels cannot be halved 5 times"),
        ("vgg.explore_cost()", "bars for VGG-16 on 224×224 pixels", "pixels", ["ArrowLeft"], "on 192×192 pixels"),
        ("vgg.explore_memory()", "of 1 picture of 224×224 pixels", "batch", ["ArrowRight"] * 4, "of 5 pictures of 224×224 pixels"),
    ],
    "12-nin": [
        ("nin.explore_heads()", "fully connected 122,890", "side", ["ArrowRight"] * 8, "fully connected 491,530"),
        ("nin.explore_maps(net, test)", "row 2, column 12", "row", ["ArrowRight"] * 8, "row 10, column 12"),
        ("nin.explore_maps(net, test)", "row 10, column 12", "row", ["End"], "alert: does not fit on a page of 24×24"),
    ],
    "13-googlenet": [
        ("googlenet.explore_reduction()", "With 96 channels they are 129,024", "reduction", ["ArrowRight"], "With 104 channels they are 139,776"),
        ("googlenet.explore_reduction()", "With 104 channels they are 139,776", "reduction", ["End"], "alert: module 3a gets 192 channels"),
        ("googlenet.explore_stem()", "stem stride 2 on 224×224", "stem stride", "1", "6,327,615,488 MAC"),
        ("googlenet.explore_stem()", "6,327,615,488 MAC", "stem stride", "2", "1,582,671,872 MAC"),
        ("googlenet.explore_stem()", "stem stride 2 on 224×224", "pixels", ["Home"], "alert: a single pixel is left before pool4"),
    ],
    "14-resnet": [
        ("resnet.explore_runs()", "Training loss of networks of 8 layers", "layers", "44", "Training loss of networks of 44 layers"),
        ("resnet.explore_runs()", "networks of 44 layers", "show", "test accuracy", "Test accuracy of networks of 44 layers"),
        ("resnet.explore_walk()", "ResNet-50 on 224×224 pixels", "layers", "18", "stage 4 512×7×7"),
        ("resnet.explore_walk()", "ResNet-18 on 224×224 pixels", "pixels", ["Home"], "alert: of 16 pixels there would be one left before the last stage"),
    ],
    "15-high-level-api": [
        ("looking.explore_look(", "Page 0 with 2 top left", "page", ["ArrowRight"], "Page 1 with"),
        ("looking.explore_look(", "Page 1 with", "class", "4", "Grad-CAM for 4, score"),
    ],
    "16-fundus-screening": [
        ("screening.explore_threshold()", "at the threshold 0.50: 72 pathologic found, 7 overlooked, 5 false alarms", "threshold", ["Home"], "at the threshold 0.00: 79 pathologic found, 0 overlooked"),
        ("screening.explore_threshold()", "LeNet on 150 synthetic", "network", "VGG-11", "VGG-11 on 150 synthetic"),
        ("screening.explore_prevalence()", "Positive predictive value 8.3 %", "ill of 1,000", ["End"], "450 are found, 50 overlooked, 50 called ill"),
    ],
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course folder with three chapters, in solved/ with right answers, all chapters' explorers in one notebook, and one hostile submission."""
    root = tmp_path_factory.mktemp("lab")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(ROOT / "solutions", root / "solutions")
    (root / "solved").mkdir()
    for name in (*WHOLE, "08-counting"):
        write_chapter(CHAPTERS[name], root, ROOT)
    for name in WHOLE:
        nbformat.write(answered(root, name, solutions(CHAPTERS[name])), root / "solved" / f"{name}.ipynb")
    nbformat.write(explorers_alone([chapter for name, chapter in CHAPTERS.items() if name not in WHOLE]), root / "explorers.ipynb")
    hostile = answered(root, "08-counting", {})
    hostile.cells.insert(0, new_markdown_cell(f"# A heading\n\n{SCRIPT}"))
    hostile.cells.insert(1, new_code_cell(f"from IPython.display import HTML, Latex, display\ndisplay(Latex({SCRIPT!r}))\nHTML({SCRIPT!r})"))
    submit(root, "mallory", "08-counting", hostile)
    return root


def explorers_alone(chapters):
    """One notebook of these chapters' explorers and the code before them, which shows and trains next to nothing.

    Whole chapters are run in test_solutions; JupyterLab takes three times as long, most of it to draw what is not looked at here.
    """
    notebook = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    for chapter in chapters:
        code = [node for cell, node in zip(chapter.cells, solution_notebook(chapter).cells) if node.cell_type == "code" and cell.role != "tests"]
        last = max(number for number, cell in enumerate(code) if EXPLORER.search(cell.source))
        notebook.cells.append(new_code_cell("%reset -f"))
        for shown, cells in groupby(code[: last + 1], lambda cell: bool(EXPLORER.search(cell.source))):
            budget = f'import os\nos.environ["COURSE_BUDGET"] = "{"quick" if shown else "grading"}"'
            sources = [cell.source for cell in cells]
            notebook.cells += [new_code_cell(f"{budget}\n{source}") for source in (sources if shown else ["\n\n".join(sources)])]
    notebook.cells.append(new_code_cell('os.environ["COURSE_BUDGET"] = "quick"'))
    return notebook


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """The address of a JupyterLab over the course folder."""
    settings = tmp_path_factory.mktemp("settings")
    for name, text in SETTINGS.items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"JUPYTERLAB_SETTINGS_DIR": str(settings), "JUPYTER_CONFIG_DIR": str(tmp_path_factory.mktemp("config"))}
    options = ["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--KernelManager.transport=ipc"]
    log = open(root / "jupyterlab.log", "w")
    process = subprocess.Popen([sys.executable, "-m", "jupyterlab", *options], cwd=root, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not answers(f"{address}/api"):
            assert process.poll() is None and time.monotonic() < deadline, (root / "jupyterlab.log").read_text()
            time.sleep(0.3)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def answers(address):
    try:
        return urllib.request.urlopen(address, timeout=2).status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@contextmanager
def window(browser, server):
    """A page of its own; the kernels that were started in it end with it."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context.new_page()
    allowed = {"X-XSRFToken": cookie["value"] for cookie in context.cookies() if cookie["name"] == "_xsrf"}
    for session in context.request.get(f"{server}/api/sessions").json():
        assert context.request.delete(f"{server}/api/sessions/{session['id']}", headers=allowed).ok
    context.close()


@pytest.fixture
def page(browser, server):
    with window(browser, server) as page:
        yield page


@pytest.fixture(scope="module")
def shown(browser, server, request):
    """The page in which a notebook is open and was run; tests that want the same one share it, and pytest has them follow each other."""
    with window(browser, server) as page:
        open_notebook(page, server, request.param)
        run_all(page)
        yield page


def shows(path):
    return pytest.mark.parametrize("shown", [path], indirect=True, ids=[Path(path).stem])


def open_notebook(page, server, path):
    """Open a notebook and wait for its kernel; a dialog (which kernel? trust?) would be a failure."""
    page.goto(f"{server}/lab/tree/{path}?reset")
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=60 * SECOND)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_attached(timeout=60 * SECOND)
    expect(page.locator(".jp-Toolbar-kernelName")).to_have_text(re.compile("Python 3"), timeout=60 * SECOND)
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell .jp-InputPrompt").last
    expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=600 * SECOND)


@pytest.mark.parametrize("shown", [f"solved/{name}.ipynb" for name in WHOLE], indirect=True, ids=WHOLE)
def test_a_solved_chapter_runs_from_top_to_bottom(shown):
    assert failures(shown) == []
    pictures = shown.locator(".jp-OutputArea-output img")
    assert pictures.count() >= 2
    assert [alt for alt in pictures.evaluate_all("images => images.map(image => image.alt)") if len(alt) < 30] == []


@shows("solved/00-start-here.ipynb")
def test_the_first_explorer_follows_its_controls(shown):
    drive_all(shown, "00-start-here")


@shows("explorers.ipynb")
@pytest.mark.parametrize("name", [name for name in EXPLORERS if name not in WHOLE])
def test_explorers_follow_their_controls(shown, name):
    drive_all(shown, name)


def drive_all(page, name):
    assert failures(page) == []
    for cell, before, control, change, after in EXPLORERS[name]:
        drive(page, page.locator(".jp-CodeCell").filter(has=page.locator(".jp-InputArea", has_text=cell)), before, control, change, after)


def test_every_explorer_of_the_chapters_is_driven():
    found = {(name, call) for name, chapter in CHAPTERS.items() for cell in chapter.cells for call in re.findall(r"^(\w+\.explore\w*)\(", cell.source, re.MULTILINE)}
    assert found == {(name, row[0].split("(")[0]) for name, rows in EXPLORERS.items() for row in rows}


def failures(page):
    """What cells show of errors and warnings."""
    return page.locator("[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']").all_inner_texts()


@shows("solved/00-start-here.ipynb")
def test_validate_accepts_a_solved_chapter(shown):
    shown.get_by_role("button", name="Validate").click()
    expect(shown.locator(".jp-Dialog")).to_contain_text("Success", timeout=120 * SECOND)
    shown.locator(".jp-Dialog").get_by_role("button").last.click()


@shows("solved/00-start-here.ipynb")
def test_the_panel_tells_the_points_and_nothing_is_lost_when_the_kernel_is_restarted(shown):
    """The start page: the panel's own kernel knows its notebook; an answer that breaks shows, and nothing needs to be saved."""
    cell = shown.locator(".jp-CodeCell").filter(has=shown.locator(".jp-InputArea", has_text="progress.panel()"))
    cell.get_by_role("button", name="Try all exercises").click()
    expect(cell.locator("tr", has_text="Exercise 0.1: brighter")).to_contain_text("2 of 2", timeout=30 * SECOND)
    shown.locator(".jp-CodeCell .jp-InputArea", has_text="def brighten").locator(".cm-content").click()
    shown.keyboard.press("ControlOrMeta+a")
    shown.keyboard.type("brighten = lambda picture, amount: picture + amount")
    shown.keyboard.press("ControlOrMeta+Enter")
    changed = shown.locator(".jp-CodeCell .jp-InputArea", has_text="brighten = lambda")
    expect(changed.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d\d\]:"), timeout=30 * SECOND)
    cell.get_by_role("button", name="Try all exercises").click()
    expect(cell.locator("tr", has_text="Exercise 0.1: brighter")).to_contain_text("1 of 2", timeout=30 * SECOND)
    expect(cell.locator("tr", has_text="Exercise 0.1: brighter")).to_contain_text("The values above 1 are not cut off.")
    changed.locator(".cm-content").fill("brighten = lambda picture, amount: np.clip(picture + amount, 0, 1)")
    shown.get_by_role("menuitem", name="Kernel", exact=True).click()
    shown.get_by_role("menuitem", name="Restart Kernel and Run All Cells").click()
    shown.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    expect(changed.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d\]:"), timeout=30 * SECOND)  # counted from 1 again
    cell.get_by_role("button", name="Try all exercises").click(timeout=60 * SECOND)
    expect(cell.locator("tr", has_text="Exercise 0.1: brighter")).to_contain_text("2 of 2", timeout=30 * SECOND)


def drive(page, cell, before, control, change, after):
    """Do to one control of an explorer what EXPLORERS says, and see its picture, or its alert, follow."""
    picture = cell.locator(".jp-OutputArea img")
    expect(picture).to_have_attribute("alt", re.compile(re.escape(before)), timeout=30 * SECOND)
    shown = picture.get_attribute("src")
    row = cell.locator(".widget-inline-hbox").filter(has=page.locator("label", has_text=re.compile(f"^{re.escape(control)}$")))
    if isinstance(change, list):
        row.get_by_role("slider").focus()
        for key in change:
            page.keyboard.press(key)
    elif row.locator("select").count():
        row.locator("select").select_option(change)
    else:
        row.locator("input").fill(change)
        page.keyboard.press("Enter")
    if after.startswith("alert: "):
        expect(cell.get_by_role("alert")).to_contain_text(after.removeprefix("alert: "), timeout=30 * SECOND)
        assert picture.get_attribute("src") == shown
    else:
        expect(picture).to_have_attribute("alt", re.compile(re.escape(after)), timeout=30 * SECOND)
        assert picture.get_attribute("src") != shown


def test_a_solution_is_readable_without_running_it(page, server):
    """One chapter: what the notebooks hold is looked at in test_chapters, for all of them."""
    open_notebook(page, server, "solutions/00-start-here/00-start-here.ipynb")
    pictures = page.locator(".jp-OutputArea-output img")
    expect(pictures.nth(1)).to_be_attached(timeout=30 * SECOND)
    shown = pictures.evaluate_all("images => images.map(image => [image.alt.length > 30, image.naturalWidth > 100])")
    assert shown == [[True, True]] * pictures.count()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)


@shows("solved/01-convolution.ipynb")
def test_the_kernel_steps_by_keyboard(shown):
    cell = shown.locator(".jp-CodeCell", has_text="widgets.step_kernel()")
    picture = cell.locator("img")
    expect(picture).to_have_attribute("alt", re.compile("corner at row 3, column 5"))
    before = picture.get_attribute("src")
    cell.get_by_role("slider").focus()
    shown.keyboard.press("ArrowRight")
    expect(picture).to_have_attribute("alt", re.compile("corner at row 3, column 6"))
    assert picture.get_attribute("src") != before
    cell.locator("select").first.select_option("flower")
    expect(picture).to_have_attribute("alt", re.compile("photograph 'flower'"))


@shows("solved/01-convolution.ipynb")
def test_a_kernel_is_chosen_and_typed(shown):
    cell = shown.locator(".jp-CodeCell", has_text="widgets.choose_kernel()")
    picture = cell.locator("img")
    cell.locator("select").first.select_option("identity")
    expect(picture).to_have_attribute("alt", re.compile(r"\[0.0, 1.0, 0.0\]"))
    before = picture.get_attribute("alt")
    cell.locator("textarea").fill("1 2\n3")
    expect(cell.get_by_role("alert")).to_contain_text("row 2 has 1 numbers, row 1 has 2")
    assert picture.get_attribute("alt") == before
    cell.locator("textarea").fill("-1 0 1")
    expect(picture).to_have_attribute("alt", re.compile(r"\[\[-1.0, 0.0, 1.0\]\]"))
    expect(cell.get_by_role("alert")).to_have_count(0)


def test_validate_tells_an_untouched_chapter_what_fails(page, server):
    open_notebook(page, server, "release/00-start-here/00-start-here.ipynb")
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("failed", ignore_case=True, timeout=120 * SECOND)
    expect(dialog).to_contain_text("Nothing here yet")


@pytest.mark.sandbox
def test_formgraders_button_grades_and_what_it_shows_runs_no_script(page, server, root):
    page.goto(f"{server}/formgrader/manage_submissions/08-counting")
    page.locator("tr", has_text="mallory").locator(".autograde a").click()
    expect(page.locator(".modal-title")).to_have_text("Success", timeout=120 * SECOND)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission_notebook("08-counting", "08-counting", "mallory")
        address, score, graded = submission.id, submission.score, [grade.auto_score for grade in submission.grades]
    assert score == 0 and None not in graded
    page.goto(f"{server}/formgrader/submissions/{address}/")
    look_for_scripts(page)
    expect(page.locator("body")).to_contain_text("BEGIN HIDDEN TESTS")


def look_for_scripts(page):
    """What the hostile student wrote and displayed is there, and did nothing."""
    bold = page.get_by_text("bold words")
    expect(bold.first).to_be_visible()
    for index in range(bold.count()):
        bold.nth(index).hover()
    assert page.evaluate("window.owned") is None
    assert page.locator("[onerror], [onmouseover]").count() == 0
