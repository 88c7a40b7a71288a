"""A report on an assignment for its instructor: one page that needs nothing else, and a table for a spreadsheet.

What it says comes from nbgrader's gradebook (marks) and from the graded notebooks (messages of tests, notes, answers).
"""

import base64
import csv
import io
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import nbformat
import numpy as np
from jinja2 import Environment, FileSystemLoader
from matplotlib.figure import Figure
from pygments.lexers import PythonLexer
from pygments.token import Comment, Name, String, Whitespace
from sklearn.feature_extraction.text import TfidfVectorizer

from grader.chapter import exercise_of
from grader.course_root import nbgrader_api
from grader.feedback import NotGradedError
from grader.feedback_page import MISTAKE
from grader.grade import assignment_name
from grader.marks import Points, class_marks
from grader.wire import printable

UNTOUCHED = re.compile(r"Nothing here yet|(is|are) still (None|'\?'|\?|open|to be filled in)")  # of functions, of values
OTHER_FAILURE = "failed without a mistake that the tests know"
LONGEST_SENTENCE = 300  # characters of a mistake
MOST_NAMED = 12  # students linked in one row
FEWEST_FOR_STATISTICS = 5  # students, below which neither discrimination nor similarity says anything
SHINGLE = 10  # tokens in a row that two answers share
SHARED, LEAST = 0.6, 100.0  # the share of the rarer text, and how much of it, from which on a pair is listed
MOST_PAIRS = 50


@dataclass
class Student:
    """What the report knows of one submission."""

    name: str
    points: Points  # {exercise: (reached, possible)}
    notes: list[str]  # of the judge: what was mended, stopped, or is missing
    mistakes: dict[str, set[str]]  # {exercise: sentences of its failed tests}
    untouched: set[str]  # exercises that were left as they were released
    answers: str  # the code of all answers
    page: str  # the feedback page, or else the graded notebook, as a URL relative to the report

    @property
    def score(self) -> float:
        return sum(reached for reached, _ in self.points.values())

    @property
    def possible(self) -> float:
        return sum(possible for _, possible in self.points.values())


@dataclass
class Exercise:
    """One exercise in numbers. Shares are of the class, 0 to 1; None where the class is too small or all got the same."""

    name: str
    possible: float
    mean: float  # of the share of its points
    full: float  # who got all points
    none: float  # who got none
    untouched: float
    discrimination: float | None


def write_report(root: Path, name: str, *, config_root: Path | None = None) -> tuple[Path, Path]:
    """Write reports/ASSIGNMENT.html and .csv for all who are graded; returns their paths.

    Raises UnknownNameError, GradebookError and NotGradedError.
    """
    api = nbgrader_api(root, config_root or root)
    assignment = assignment_name(api, root, name)
    folder = root / "reports"
    students = [_student(api, assignment, name, points, folder) for name, points in class_marks(api, assignment).items()]
    if not students:
        raise NotGradedError(f"nobody is graded in {assignment}; run `grader grade {assignment}` first")
    folder.mkdir(exist_ok=True)
    page, table = folder / f"{assignment}.html", folder / f"{assignment}.csv"
    page.write_text(_page(assignment, students), encoding="utf-8")
    table.write_text(as_csv(students), encoding="utf-8-sig")  # with a mark that tells spreadsheets the encoding
    return page, table


def _student(api, assignment: str, name: str, points: Points, folder: Path) -> Student:
    course = api.coursedir
    graded = Path(course.format_path(course.autograded_directory, name, assignment), f"{assignment}.ipynb")
    feedback = Path(course.format_path(course.feedback_directory, name, assignment), f"{assignment}.html")
    page = quote(os.path.relpath(feedback if feedback.exists() else graded, folder).replace(os.sep, "/"))
    student = Student(name, points, [], defaultdict(set), set(points), "", page)
    try:
        notebook = nbformat.read(graded, as_version=4)
    except (OSError, ValueError) as error:  # nbformat's errors are ValueErrors
        student.notes.append(f"The graded notebook cannot be read ({getattr(error, 'strerror', '') or error}); only the marks are known.")
        student.untouched = set()
        return student
    student.notes += notebook.metadata.get("grader", {}).get("notes", [])
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and cell.cell_type == "code":
            _read_test(student, exercise_of(about["grade_id"]), cell)
        elif about.get("solution"):
            student.answers += f"{cell.source}\n"
    return student


def _read_test(student: Student, exercise: str, cell) -> None:
    """Note what a test cell says."""
    said = [printable(f"{output.evalue}") for output in cell.outputs if output.output_type == "error"]
    if not any(UNTOUCHED.search(text) for text in said):
        student.untouched.discard(exercise)
        sentences = [sentence[:LONGEST_SENTENCE] for text in said for sentence in MISTAKE.findall(text)]
        student.mistakes[exercise] |= set(sentences or [OTHER_FAILURE] * bool(said))


def exercise_statistics(students: list[Student]) -> list[Exercise]:
    """Difficulty and discrimination of each exercise.

    Discrimination is the correlation (Pearson's) of an exercise's points with the points of all other exercises: the
    corrected item-total correlation of classical test theory. Below 0.2 it hardly tells who knows more.
    """
    statistics = []
    for name in students[0].points:
        reached = np.array([student.points[name][0] for student in students])
        rest = np.array([student.score for student in students]) - reached
        possible = students[0].points[name][1]
        statistics.append(
            Exercise(
                name,
                possible,
                mean=reached.mean() / possible,
                full=(reached >= possible).mean(),
                none=(reached <= 0).mean(),
                untouched=np.mean([name in student.untouched for student in students]),
                discrimination=_correlation(reached, rest),
            )
        )
    return statistics


def _correlation(a, b) -> float | None:
    if len(a) < FEWEST_FOR_STATISTICS or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def common_mistakes(students: list[Student]) -> list[tuple[str, str, list[Student]]]:
    """[(exercise, sentence, who was told it)], the most frequent first."""
    told = defaultdict(list)
    for student in students:
        for exercise, sentences in student.mistakes.items():
            for sentence in sentences:
                told[exercise, sentence].append(student)
    return [(*key, who) for key, who in sorted(told.items(), key=lambda item: (-len(item[1]), item[0]))]


def similar_pairs(students: list[Student]) -> list[tuple[Student, Student, float]]:
    """[(a, b, share)] of pairs whose answers share what is rare in this class, the most alike first; at most MOST_PAIRS.

    Code is compared as runs of tokens, without comments, layout and the names that a student chooses. Runs that more than a
    quarter of the class has are usual and count for nothing; the others weigh the more the fewer have them, ln(class / who
    have it). share: the weight that both have, of the weight of the one with less.
    """
    if len(students) < FEWEST_FOR_STATISTICS:
        return []
    usual = max(2, len(students) // 4)
    vectorizer = TfidfVectorizer(analyzer=shingles, max_df=usual, binary=True, norm=None, smooth_idf=False)
    try:
        runs = vectorizer.fit_transform([student.answers for student in students])
    except ValueError:  # nobody wrote anything that others did not
        return []
    weights = np.sqrt(vectorizer.idf_ - 1)  # scikit-learn adds 1 to the logarithm
    runs = (runs > 0).multiply(weights).tocsr()
    shared = (runs @ runs.T).tocoo()
    own = np.asarray(runs.multiply(runs).sum(axis=1)).ravel()
    found = []
    for a, b, weight in zip(shared.row, shared.col, shared.data):
        if a < b and weight >= max(LEAST, SHARED * min(own[a], own[b])):
            found.append((students[a], students[b], float(weight / min(own[a], own[b]))))
    return sorted(found, key=lambda pair: -pair[2])[:MOST_PAIRS]


def shingles(source: str) -> list[str]:
    """Every run of SHINGLE tokens of Python code, in which names, unless they stand behind a dot, and texts are replaced."""
    tokens = []
    for kind, text in PythonLexer().get_tokens(source):
        if kind in Comment or kind in Whitespace or kind in String.Doc or not text.strip():
            continue
        if kind in Name and kind not in Name.Builtin and tokens[-1:] != ["."]:
            text = "name"
        tokens.append("text" if kind in String else text)
    return [" ".join(tokens[start : start + SHINGLE]) for start in range(len(tokens) - SHINGLE + 1)]


def as_csv(students: list[Student]) -> str:
    """A row for each student: name, total, points of each exercise, how many notes."""
    exercises = list(students[0].points)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["student", "points", "possible", *exercises, "notes"])
    for student in students:
        points = [f"{student.points[exercise][0]:g}" for exercise in exercises]
        rows.writerow([_no_formula(student.name), f"{student.score:g}", f"{student.possible:g}", *points, _no_formula(" ".join(student.notes))])
    return text.getvalue()


def _no_formula(text: str) -> str:
    """A text that no spreadsheet computes."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _page(assignment: str, students: list[Student]) -> str:
    exercises = exercise_statistics(students)
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    return environment.get_template("report.html").render(
        assignment=assignment,
        students=students,
        exercises=exercises,
        mistakes=common_mistakes(students),
        pairs=similar_pairs(students),
        noted=[student for student in students if student.notes],
        pictures=[_marks_figure(students), _exercises_figure(exercises)],
        most_named=MOST_NAMED,
        fewest=FEWEST_FOR_STATISTICS,
    )


def _marks_figure(students: list[Student]) -> dict:
    """How many students reached how many points, as {"source", "alt"}."""
    scores, possible = np.array([student.score for student in students]), students[0].possible
    edges = np.linspace(0, possible, min(11, int(possible) + 1))
    counts, _ = np.histogram(scores.clip(0, possible), edges)  # with extra credit there may be more points
    figure = Figure(figsize=(7.5, 3), layout="constrained")
    axes = figure.subplots()
    bars = axes.bar((edges[:-1] + edges[1:]) / 2, counts, width=np.diff(edges) * 0.92, color="#3b6ea5")
    axes.bar_label(bars, [str(count) if count else "" for count in counts])
    axes.set(xlabel=f"points of {possible:g}", ylabel="students", xticks=edges, xticklabels=[f"{edge:.3g}" for edge in edges])
    axes.margins(y=0.15)
    axes.yaxis.get_major_locator().set_params(integer=True)
    spoken = ", ".join(f"{count} from {low:.3g} to {high:.3g}" for count, low, high in zip(counts, edges, edges[1:]) if count)
    return {"source": _as_url(figure), "alt": f"How many students reached how many points of {possible:g}: {spoken}."}


def _exercises_figure(exercises: list[Exercise]) -> dict:
    """The mean share of each exercise's points, as {"source", "alt"}."""
    figure = Figure(figsize=(7.5, 0.6 + 0.38 * len(exercises)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh([exercise.name for exercise in exercises], [100 * exercise.mean for exercise in exercises], color="#3b6ea5")
    axes.bar_label(bars, fmt="%.0f %%", padding=3)
    axes.invert_yaxis()
    axes.set(xlabel="mean share of the points, %", xlim=(0, 112), xticks=range(0, 101, 20))
    spoken = ", ".join(f"{exercise.name} {100 * exercise.mean:.0f} %" for exercise in exercises)
    return {"source": _as_url(figure), "alt": f"Mean share of each exercise's points: {spoken}."}


def _as_url(figure: Figure) -> str:
    """The figure as an SVG inside a data: URL."""
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode("ascii")
