"""A panel that says which exercises of the open notebook pass, by running its own test cells, the parts that students see."""

import contextlib
import html
import io
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from IPython import get_ipython
from IPython.display import Markdown
from ipywidgets import HTML, Button, VBox

HEADING = re.compile(r"^###+ (?P<title>Exercise .*?) \(\d", re.MULTILINE)
OPEN = "not started"
LONGEST_MESSAGE = 200  # characters of what a failed test says


@dataclass
class Exercise:
    """title: as in its statement; tests: [(points, source)] of its test cells."""

    title: str
    tests: list


@dataclass
class Result:
    """reached and possible: points; message: what the first failed test says, on one line, or ""."""

    reached: float
    possible: float
    message: str


def read_exercises(path):
    """The Exercises of a notebook file, in their order. Raises OSError or ValueError where it cannot be read."""
    exercises, title = {}, ""
    for cell in json.loads(Path(path).read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        about = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "markdown" and (heading := HEADING.search(source)):
            title = heading["title"]
        elif about.get("grade"):
            exercises.setdefault(about["grade_id"].split("-")[0], Exercise(title, [])).tests.append((about["points"], source))
    return list(exercises.values())


def try_exercise(exercise, namespace):
    """The Result of running an exercise's tests on the answers in namespace, a dict, which stays as it is."""
    reached, messages = 0, []
    for points, source in exercise.tests:
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                exec(compile(source, "<test>", "exec"), dict(namespace))  # a copy: a test leaves no names behind
        except NotImplementedError:
            messages.append(OPEN)
        except NameError as error:
            messages.append(f"{error}. Has the cell of your answer been run?")
        except Exception as error:
            messages.append(f"{'' if isinstance(error, AssertionError) else f'{type(error).__name__}: '}{error}")
        else:
            reached += points
    message = " ".join(messages[0].split())[:LONGEST_MESSAGE] if messages else ""
    return Result(reached, sum(points for points, _ in exercise.tests), message)


def table(exercises, results):
    """The results as an HTML table; a result is None where it is not known yet."""
    rows = []
    for exercise, result in zip(exercises, results, strict=True):
        points = f"{result.reached:g} of {result.possible:g}" if result else f"of {sum(points for points, _ in exercise.tests):g}"
        said = (result.message or "passes") if result else ""
        rows.append(f"<tr><th scope='row' style='text-align:left'>{html.escape(exercise.title)}</th><td>{points}</td><td style='text-align:left'>{html.escape(said)}</td></tr>")
    known = [result for result in results if result]
    total = f"<p role='status'><strong>{sum(result.reached for result in known):g} of {sum(result.possible for result in known):g} points</strong> in the tests that you can see.</p>"
    head = "<tr><th scope='col' style='text-align:left'>exercise</th><th scope='col'>points</th><th scope='col' style='text-align:left'>first thing to look at</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>{total if known else ''}"


class Panel(VBox):
    """A button, and below it the points of each exercise, found by running the notebook's test cells in its own kernel.

    path: the notebook file; its saved test cells are run, on the answers as they are in the kernel now.
    """

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.button = Button(description="Try all exercises", tooltip="runs the test cells of this notebook", layout={"width": "auto"})
        self.shown = HTML()
        self.children = [self.button, self.shown]
        self.button.on_click(self.refresh)

    def refresh(self, button=None):
        """Run the tests and show what they say."""
        self.button.disabled = True
        try:
            exercises = read_exercises(self.path)
            results = [None] * len(exercises)
            for place, exercise in enumerate(exercises):
                results[place] = try_exercise(exercise, get_ipython().user_ns)
                self.shown.value = table(exercises, results)
        except (OSError, ValueError, KeyError, TypeError) as error:
            why = f"{self.path} cannot be read as a notebook ({error}). Was it renamed? Then restart the kernel and run the notebook again."
            self.shown.value = f"<p role='alert'><strong>{html.escape(why)}</strong></p>"
        finally:
            self.button.disabled = False

    def _repr_mimebundle_(self, **kwargs):
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": "A button, Try all exercises, which says how many points each exercise has reached."}


def panel():
    """The Panel of the notebook that this kernel belongs to, or a sentence where the kernel does not know its notebook."""
    path = os.environ.get("JPY_SESSION_NAME", "")  # set by Jupyter's server for the notebooks that it opens
    if not path.endswith(".ipynb"):
        return Markdown("(In JupyterLab a button stands here; it says how many points each exercise has reached.)")
    return Panel(path)
