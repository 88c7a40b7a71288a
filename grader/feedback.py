"""Has nbgrader write the feedback pages of a class (grader/feedback_page.py), which its release_feedback then finds."""

from pathlib import Path

from grader import GraderError
from grader.course_root import nbgrader_api, reason
from grader.grade import assignment_name
from grader.marks import class_marks


class NotGradedError(GraderError):
    """There is nothing to write feedback for."""


def write_feedback(root: Path, name: str, students: list[str], *, config_root: Path | None = None, progress=lambda results, total: results) -> dict[str, str]:
    """Write feedback/STUDENT/ASSIGNMENT/ASSIGNMENT.html for these students, or all who are graded, anew.

    config_root and progress are as in grader.grade.grade. Returns {student: "" or why there is no page}.
    Raises UnknownNameError, GradebookError and NotGradedError.
    """
    api = nbgrader_api(root, config_root or root)
    assignment = assignment_name(api, root, name)
    graded = sorted(class_marks(api, assignment))
    missing = [student for student in students if student not in graded]
    if missing or not graded:
        raise NotGradedError(f"{f'{missing[0]} is not' if missing else 'nobody is'} graded in {assignment}; run `grader grade {assignment}` first")
    chosen = [student for student in graded if student in (students or graded)]
    results = ((student, api.generate_feedback(assignment, student)) for student in chosen)
    return {student: "" if result["success"] else reason(result) for student, result in progress(results, len(chosen))}
