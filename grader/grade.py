"""Grades the submissions of an assignment with nbgrader, as nbgrader_config.py says, and tells how it went."""

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from rich.markup import escape
from rich.table import Table
from sqlalchemy.exc import DatabaseError, OperationalError

from grader import GraderError
from grader.build import notebook_path
from grader.course_root import nbgrader_api, reason
from grader.marks import marks


class UnknownNameError(GraderError):
    """There is no such assignment, or no such student handed it in; the message names those that there are."""

    exit_code = 2


class GradebookError(GraderError):
    """The gradebook is missing or cannot be read."""


@dataclass
class Graded:
    """How the grading of one submission went."""

    assignment: str
    student: str
    score: float = 0
    possible: float = 0
    notes: list[str] = field(default_factory=list)  # what was mended, missing or ended
    trouble: str = ""  # why it could not be graded


def grade(root: Path, name: str, students: list[str], sandbox: bool, progress=iter) -> list[Graded]:
    """Grade what was handed in for assignment `name` ("01-convolution" or "01") by these students, by all for none named.

    sandbox: False runs their code with the grader's own rights. `progress` wraps the list of students.
    Raises UnknownNameError, GradebookError or GraderError, before anything is changed.
    """
    api = nbgrader_api(root, root, sandbox=sandbox)
    assignment = _assignment(api, root, name)
    handed_in = sorted(api.get_submitted_students(assignment))
    unknown = [student for student in students if student not in handed_in]
    if unknown or not handed_in:
        who = f"no student {unknown[0]!r}" if unknown else "nobody"
        raise UnknownNameError(f"{who} handed in {assignment}; looked for submitted/STUDENT/{assignment}, found {_listed(handed_in)}")
    return [_grade(api, assignment, student) for student in progress(students or handed_in)]


def _assignment(api: NbGraderAPI, root: Path, name: str) -> str:
    """The full name of an assignment that can be graded."""
    url = api.coursedir.db_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise GradebookError(f"there is no gradebook {url.removeprefix('sqlite:///')}; run `grader build` first")
    try:
        with Gradebook(url, api.coursedir.course_id) as gradebook:
            known = sorted(assignment.name for assignment in gradebook.assignments)
    except OperationalError as error:
        raise GradebookError(f"the gradebook {url} is in use or cannot be opened ({error.orig}); nothing was changed, try again later") from error
    except DatabaseError as error:
        raise GradebookError(f"the gradebook {url} cannot be read ({error.orig}); restore it from a copy, or move it away and build") from error
    found = [assignment for assignment in known if name in (assignment, assignment[:2])]
    if not found:
        raise UnknownNameError(f"no assignment {name!r} in the gradebook; there are {_listed(known)}. A new one enters it by `grader build`")
    release = notebook_path(root, "release", found[0])
    if not release.exists():
        raise GraderError(f"{release} is missing; make it with `grader build {found[0]}`")
    return found[0]


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:20]) or "none"
    return shown if len(names) <= 20 else f"{shown} and {len(names) - 20} more"


def _grade(api: NbGraderAPI, assignment: str, student: str) -> Graded:
    result = api.autograde(assignment, student)
    if not result["success"]:
        return Graded(assignment, student, trouble=reason(result))
    points = marks(api, assignment, student).values()
    folder = Path(api.coursedir.format_path(api.coursedir.autograded_directory, student, assignment))
    about = nbformat.read(folder / f"{assignment}.ipynb", as_version=4).metadata.get("grader", {})
    return Graded(assignment, student, sum(score for score, _ in points), sum(possible for _, possible in points), about.get("notes", []))


def table(results: list[Graded]) -> Table:
    """Points and notes of a class, for the terminal."""
    result = Table("student", title=results[0].assignment)
    result.add_column("points", justify="right")
    result.add_column("notes", overflow="fold")
    for graded in results:
        points = "not graded" if graded.trouble else f"{graded.score:g} of {graded.possible:g}"
        result.add_row(escape(graded.student), points, escape(graded.trouble or "\n".join(graded.notes)))
    return result
