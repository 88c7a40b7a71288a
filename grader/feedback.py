"""Writes the feedback pages of a class with nbgrader, several at once: they are made from files and marks, and change neither."""

import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from grader import GraderError
from grader.course_root import nbgrader_api, reason
from grader.grade import assignment_name
from grader.marks import class_marks


class NotGradedError(GraderError):
    """There is nothing to write feedback for."""


def write_feedback(
    root: Path, name: str, students: list[str], *, config_root: Path | None = None, workers: int | None = None, progress=lambda results, total: results
) -> dict[str, str]:
    """Write feedback/STUDENT/ASSIGNMENT/ASSIGNMENT.html for these students, or all who are graded, anew.

    config_root, workers and progress are as in grader.grade.grade. Returns {student: "" or why there is no page}.
    Raises UnknownNameError, GradebookError and NotGradedError.
    """
    api = nbgrader_api(root, config_root or root)
    assignment = assignment_name(api, root, name)
    graded = sorted(class_marks(api, assignment))
    missing = [student for student in students if student not in graded]
    if missing or not graded:
        raise NotGradedError(f"{f'{missing[0]} is not' if missing else 'nobody is'} graded in {assignment}; run `grader grade {assignment}` first")
    chosen = [student for student in graded if student in (students or graded)]
    context = get_context("spawn")  # a fork would copy the threads of progress bars
    with ProcessPoolExecutor(workers or os.cpu_count(), context, _open, (root, config_root or root)) as pool:
        jobs = [pool.submit(_write, assignment, student) for student in chosen]
        return dict(sorted(progress((job.result() for job in as_completed(jobs)), len(jobs))))


def _open(root: Path, config_root: Path) -> None:
    """Open the course once in each process of the pool."""
    global api
    api = nbgrader_api(root, config_root)


def _write(assignment: str, student: str) -> tuple[str, str]:
    result = api.generate_feedback(assignment, student)
    return student, "" if result["success"] else reason(result)
