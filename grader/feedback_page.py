"""The page that a student reads: marks, what failed in which case, the likely mistake, the hint, comments, the answers.

nbgrader_config.py puts it in the place of nbgrader's own, so `grader feedback`, `nbgrader generate_feedback` and formgrader's
button all write it. It has no script, fetches nothing, and quotes no line of a hidden test: of a test cell it shows only what
the judge wrote below it, never its source.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template
from latex2mathml.converter import convert
from markupsafe import Markup, escape
from nbconvert.exporters import Exporter
from nbconvert.filters import strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets import default

from grader.chapter import CARD_HEADING, exercise_of
from grader.wire import printable

MISTAKE = re.compile(r"Likely mistake: (.+)")
HINT = re.compile(r"<details>\s*<summary>(?P<label>.*?)</summary>(?P<text>.*?)</details>", re.DOTALL)
SPEAKS_FOR_ITSELF = ("AssertionError", "NotImplementedError", "Stopped")  # exceptions whose message is a sentence of ours
LONGEST_TEXT, LONGEST_ANSWER = 4_000, 20_000  # characters of a message, of an answer's cell


@dataclass
class Case:
    """One test cell of an exercise."""

    name: str  # in words; "" of a test without one
    reached: float
    possible: float
    verdict: str  # by the tests: "passed", "partly passed" or "failed"
    by_hand: str  # what the instructor made of it, in words, or ""
    said: list[tuple[bool, str]] = field(default_factory=list)  # (whether it is a likely mistake, text)
    where: str = ""  # the lines that led there, of the visible tests and of the answer


@dataclass
class Exercise:
    """One exercise of a submission."""

    name: str
    title: str
    hints: list[tuple[str, Markup]] = field(default_factory=list)  # (label, text)
    cases: list[Case] = field(default_factory=list)
    comments: list[Markup] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)  # (code, the error at which the cell itself stopped, or "")

    @property
    def reached(self) -> float:
        return sum(case.reached for case in self.cases)

    @property
    def possible(self) -> float:
        return sum(case.possible for case in self.cases)

    @property
    def is_full(self) -> bool:
        return self.reached >= self.possible

    @property
    def has_more(self) -> bool:
        """Whether there is more to say of it than its points."""
        return not self.is_full or bool(self.comments) or any(case.by_hand for case in self.cases)


class FeedbackExporter(Exporter):
    """Turns a graded notebook, with what the gradebook knows of it, into the feedback page."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self):
        return ".html"

    def from_notebook_node(self, nb, resources=None, **keywords):
        """The page as text, and nbconvert's resources; resources["nbgrader"] says whose notebook it is."""
        notebook, resources = super().from_notebook_node(nb, resources, **keywords)
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            page = _template().render(
                assignment=about["assignment"],
                student=about["student"],
                notes=notebook.metadata.get("grader", {}).get("notes", []),
                exercises=exercises(notebook, submission.grades, submission.comments),
                score=submission.score,
                possible=submission.max_score,
                penalty=submission.late_submission_penalty or 0,
            )
        return printable(page), resources


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["points"] = _points
    return environment.get_template("feedback.html")


def _points(number: float) -> str:
    return f"{round(number, 2):g}"


def exercises(notebook: NotebookNode, grades: list, comments: list) -> list[Exercise]:
    """The exercises of a graded notebook in its order.

    grades, comments: those of this submission, as nbgrader's gradebook has them.
    """
    marks = {grade.name: grade for grade in grades}
    comments = {comment.name: comment.manual_comment for comment in comments if comment.manual_comment}
    judged = "sandbox" in notebook.metadata.get("grader", {})
    found: dict[str, Exercise] = {}
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if not about.get("grade_id"):
            continue
        name = exercise_of(about["grade_id"])
        exercise = found.setdefault(name, Exercise(name, name))
        if about["grade_id"] in comments:
            exercise.comments.append(markdown(comments[about["grade_id"]]))
        if about["grade_id"] in marks:
            exercise.cases.append(_case(cell, marks[about["grade_id"]], judged))
        if about.get("solution"):
            errors = ["\n".join(output.traceback) for output in cell.get("outputs", []) if output.output_type == "error"]
            exercise.answers.append((_cut(cell.source, LONGEST_ANSWER), _cut(strip_ansi("\n".join(errors)), LONGEST_TEXT)))
        elif heading := CARD_HEADING.search(cell.source):
            exercise.title = f"{heading['number']} {heading['title'].strip(' ,:')}"
            exercise.hints = [(hint["label"], markdown(hint["text"])) for hint in HINT.finditer(cell.source)]
    return [exercise for exercise in found.values() if exercise.cases]


def _case(cell: NotebookNode, grade, judged: bool) -> Case:
    """A test cell and its mark. judged: by our judge, whose tracebacks quote no hidden test, as nbgrader's own do."""
    by_tests = grade.auto_score or 0
    by_hand = [f"set to {_points(grade.manual_score)} by hand"] if grade.manual_score not in (None, grade.auto_score) else []
    by_hand += [f"{_points(grade.extra_credit)} of it added by hand"] if grade.extra_credit else []
    case = Case(
        name=grade.name.partition("-")[2].removeprefix("tests").replace("_", " "),
        reached=grade.score,
        possible=grade.max_score,
        verdict="passed" if by_tests >= grade.max_score else "partly passed" if by_tests > 0 else "failed",
        by_hand=", ".join(by_hand),
    )
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            case.said += _taken_apart(output.text)
        elif output.output_type == "error":
            plain = output.ename in SPEAKS_FOR_ITSELF and output.evalue
            case.said += _taken_apart(output.evalue if plain else f"{output.ename}: {output.evalue}".removesuffix(": "))
            if judged and output.ename != "NotImplementedError":  # which says enough
                case.where = _cut("\n".join(output.traceback[:-1]), LONGEST_TEXT)
    return case


def _taken_apart(text: str) -> list[tuple[bool, str]]:
    """A message as [(whether it is a likely mistake, text)]."""
    parts = MISTAKE.split(_cut(strip_ansi(text), LONGEST_TEXT))  # what stands between the mistakes, and the mistakes, in turn
    return [(bool(number % 2), part.strip("\n").rstrip()) for number, part in enumerate(parts) if part.strip()]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}\n... the rest is left out ..."


def markdown(text: str) -> Markup:
    """Markdown as HTML with formulas in MathML. HTML in it is shown as text, a picture as the words that describe it."""
    return Markup(MarkdownWithMath(_Renderer(escape=True, allow_harmful_protocols=None, exclude_anchor_links=True)).render(text))


class _Renderer(IPythonRenderer):
    def inline_math(self, body):
        return _mathml(body, "inline", f"${body}$")

    def block_math(self, body):
        return _mathml(body, "block", f"$${body}$$")

    def latex_environment(self, name, body):
        whole = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return _mathml(whole, "block", whole)

    def heading(self, text, level, **attributes):
        return f"<p><strong>{text}</strong></p>"  # the page's own headings stay its outline

    def image(self, text, url, title=None):
        return text


def _mathml(formula: str, display: str, otherwise: str) -> str:
    try:
        return convert(formula, display=display)
    except Exception:  # the library raises many kinds for a formula that it cannot read
        return f"<code>{escape(otherwise)}</code>"
