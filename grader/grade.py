"""Grades the submissions of an assignment, several at once, and tells how it went.

Judging is a function of a task alone, so it is mapped over processes or a cluster. The rest, nbgrader's part, is done here
for one submission after the other, so that only one process writes to the gradebook.
"""

import json
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from rich.markup import escape
from rich.table import Table
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from grader import GraderError, warm
from grader.build import notebook_path
from grader.cluster import cluster
from grader.course_root import nbgrader_api, reason
from grader.fingerprint import fingerprint
from grader.intake import UnreadableError, read_submission, receive
from grader.marks import class_marks
from grader.preprocessors import Judge, imports, judged, known_cells, put_in_order
from grader.sandbox import SandboxError

STOPS = {  # what makes it useless to go on, as nbgrader tells it, and what to do
    "database is locked": "the gradebook is locked by another program; end that",
    "database or disk is full": "the disk is full; make room",
    "No space left on device": "the disk is full; make room",
    "attempt to write a readonly database": "the gradebook cannot be written to; give yourself the right to",
}


class UnknownNameError(GraderError):
    """There is no such assignment, or no such student handed it in; the message names those that there are."""

    exit_code = 2


class GradebookError(GraderError):
    """The gradebook is missing or cannot be read."""


class StoppedError(GraderError):
    """Grading stopped before its end; what was graded until then is kept."""


@dataclass
class Graded:
    """How the grading of one submission went."""

    assignment: str
    student: str
    score: float = 0
    possible: float = 0
    notes: list[str] = field(default_factory=list)  # what was mended, missing or ended
    trouble: str = ""  # why it could not be graded
    unchanged: bool = False  # since it was graded before


def grade(
    root: Path,
    name: str,
    students: list[str],
    *,
    config_root: Path | None = None,
    sandbox: bool = True,
    regrade: bool = False,
    workers: int | None = None,
    scheduler: str = "",
    progress=lambda results, total: results,
) -> list[Graded]:
    """Grade what these students (all, for none named) handed in for assignment `name` ("01-convolution" or "01").

    What is unchanged since it was graded stays as it is, unless regrade. config_root: the folder of nbgrader_config.py, by
    default root. sandbox: False runs students' code with the grader's own rights. workers: how many are judged at once, by
    default as many as there are cores; scheduler: the address of a Dask scheduler, whose workers judge instead. `progress`
    wraps the results, which come as they are ready; it is told how many.

    Raises UnknownNameError, GradebookError, SandboxError or ClusterError before anything is changed, and StoppedError.
    """
    api = nbgrader_api(root, config_root or root, sandbox=sandbox)
    assignment = assignment_name(api, root, name)
    handed_in = sorted(api.get_submitted_students(assignment))
    unknown = sorted(set(students) - set(handed_in))
    if unknown or not handed_in:
        who = f"no student {unknown[0]!r}" if unknown else "nobody"
        raise UnknownNameError(f"{who} handed in {assignment}; looked for submitted/STUDENT/{assignment}, found {_listed(handed_in)}")
    chosen = sorted(set(students)) or handed_in
    statements = tuple(imports(api.coursedir, assignment))
    lender = cluster(scheduler, statements, sandbox) if scheduler else _this_machine(workers or os.cpu_count(), statements, sandbox)
    try:
        with ExitStack() as stack:
            results = list(progress(_results(api, assignment, chosen, regrade, lambda: stack.enter_context(lender)), len(chosen)))
        points = class_marks(api, assignment)
    except DatabaseError as error:
        raise StoppedError(f"the gradebook is lost ({_said(error)}); marks already made are kept, run the same command again") from error
    for graded in results:
        scores = points.get(graded.student, {}).values()
        graded.score, graded.possible = sum(score for score, _ in scores), sum(possible for _, possible in scores)
    return results


@contextmanager
def _this_machine(workers: int, statements: tuple[str, ...], sandbox: bool) -> Iterator[tuple[Executor, int]]:
    """Threads, each of which waits for a judge that the warm process forks; and how many."""
    if sandbox and (problem := warm.problem(statements)):
        raise SandboxError(f"{problem}. Nothing was graded. --no-sandbox grades without, with your own rights")
    executor = ThreadPoolExecutor(workers)
    try:
        yield executor, workers
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        warm.end()


def _results(api: NbGraderAPI, assignment: str, students: list[str], regrade: bool, lend) -> Iterator[Graded]:
    """Each student's result as it is ready. Only a few submissions are in memory at a time.

    lend() returns an executor and how many functions it runs at once; it is asked when the first submission is to be judged.
    """
    course = api.coursedir
    judge = Judge(config=api.config)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        known = known_cells(gradebook, assignment, assignment)
    before = {} if regrade else class_marks(api, assignment)
    source = Path(course.format_path(course.source_directory, ".", assignment))
    executor, at_once = None, 0
    waiting: dict[Future, tuple[str, dict]] = {}
    done = 0
    try:
        for student in students:
            path = Path(course.format_path(course.submitted_directory, student, assignment), f"{assignment}.ipynb")
            try:
                receive(assignment, student, [str(path)])
                key = fingerprint(path.parent, source, known, judge.settings())
                if student in before and (about := _about(api, assignment, student)).get("fingerprint") == key and "sandbox" in about:
                    yield Graded(assignment, student, notes=about["notes"], unchanged=True)
                    continue
                notebook = put_in_order(read_submission(path), known, key)
                task = judge.task(notebook, [path.parent, source], course, assignment)
            except OSError as error:
                yield Graded(assignment, student, trouble=f"{error.filename or path.parent}: {error.strerror or error}")
                continue
            except UnreadableError as error:
                yield Graded(assignment, student, trouble=str(error))
                continue
            if not executor:
                executor, at_once = lend()
            waiting[executor.submit(warm.judge, task)] = student, task
            while len(waiting) >= 2 * at_once:  # enough that no worker waits for the next
                for graded in _finished(api, assignment, waiting):
                    done += 1
                    yield graded
        while waiting:
            for graded in _finished(api, assignment, waiting):
                done += 1
                yield graded
    except (StoppedError, DatabaseError) as error:
        why = error if isinstance(error, StoppedError) else f"the gradebook is lost ({_said(error)})"
        raise StoppedError(f"{why}. {done} were graded and are kept; run the same command again for the others") from error


def _finished(api: NbGraderAPI, assignment: str, waiting: dict[Future, tuple[str, dict]]) -> Iterator[Graded]:
    """Wait until at least one submission is judged, and have nbgrader enter the marks."""
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        student, task = waiting.pop(future)
        try:
            judged[student] = task, future.result()
        except CancelledError as error:
            raise StoppedError("the scheduler was lost") from error
        except SandboxError as error:
            raise StoppedError(f"there is no sandbox any more: {error}") from error
        except Exception as error:  # the judge's, or the cluster's, which has many
            yield Graded(assignment, student, trouble=f"{type(error).__name__}: {error}")
            continue
        result = api.autograde(assignment, student)
        judged.pop(student, None)
        if result["success"]:
            yield Graded(assignment, student, notes=_about(api, assignment, student)["notes"])
            continue
        why = reason(result)
        for said, told in STOPS.items():
            if said in why:
                raise StoppedError(told)
        with Gradebook(api.coursedir.db_url, api.coursedir.course_id):  # raises DatabaseError where that is the reason
            pass
        yield Graded(assignment, student, trouble=why)


def _about(api: NbGraderAPI, assignment: str, student: str) -> dict:
    """What we noted in a student's graded notebook; {} where there is none."""
    course = api.coursedir
    path = Path(course.format_path(course.autograded_directory, student, assignment), f"{assignment}.ipynb")
    try:
        return json.loads(path.read_bytes())["metadata"]["grader"]
    except (OSError, ValueError, KeyError):
        return {}


def assignment_name(api: NbGraderAPI, root: Path, name: str) -> str:
    """The full name of an assignment that can be graded. Raises UnknownNameError, GradebookError and GraderError."""
    url = api.coursedir.db_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise GradebookError(f"there is no gradebook {url.removeprefix('sqlite:///')}; run `grader build` first")
    shown = "that c.CourseDirectory.db_url names"
    try:
        shown = make_url(url).set(query={}).render_as_string()  # without the password
        with Gradebook(url, api.coursedir.course_id) as gradebook:
            known = sorted(assignment.name for assignment in gradebook.assignments)
    except OperationalError as error:
        raise GradebookError(f"the gradebook {shown} is in use or cannot be opened ({_said(error)}); nothing was changed, try again later") from error
    except DatabaseError as error:
        raise GradebookError(f"the gradebook {shown} cannot be read ({_said(error)}); restore it from a copy, or move it away and build") from error
    except (ArgumentError, ImportError, ValueError) as error:
        advice = 'for PostgreSQL write postgresql+psycopg://USER:PASSWORD@HOST/DATABASE, and pip install "./grader[postgresql]"'
        raise GradebookError(f"the gradebook {shown} is of no kind that is known here ({type(error).__name__}); {advice}") from error
    found = [assignment for assignment in known if name in (assignment, assignment[:2])]
    if not found:
        raise UnknownNameError(f"no assignment {name!r} in the gradebook; there are {_listed(known)}. A new one enters it by `grader build`")
    release = notebook_path(root, "release", found[0])
    if not release.exists():
        raise GraderError(f"{release} is missing; make it with `grader build {found[0]}`")
    return found[0]


def _said(error: DatabaseError) -> str:
    """What the database itself said, on one line."""
    return " ".join(str(error.orig).split())


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:20]) or "none"
    return shown if len(names) <= 20 else f"{shown} and {len(names) - 20} more"


def table(results: list[Graded]) -> Table:
    """Points and notes of those that were graded now, for the terminal."""
    result = Table("student", title=results[0].assignment)
    result.add_column("points", justify="right")
    result.add_column("notes", overflow="fold")
    for graded in sorted(results, key=lambda graded: graded.student):
        if not graded.unchanged:
            points = "not graded" if graded.trouble else f"{graded.score:g} of {graded.possible:g}"
            result.add_row(escape(graded.student), points, escape(graded.trouble or "\n".join(graded.notes)))
    return result
