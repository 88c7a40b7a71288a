"""Reads marks from nbgrader's gradebook."""

from nbgrader.api import Assignment, BaseCell, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.apps.api import NbGraderAPI

from grader.chapter import exercise_of

Points = dict[str, tuple[float, float]]  # {exercise: (points reached, points possible)}


def class_marks(api: NbGraderAPI, assignment: str, student: str | None = None) -> dict[str, Points]:
    """{student: points} of those whose submissions are graded: of one, or of all."""
    with Gradebook(api.coursedir.db_url, api.coursedir.course_id) as gradebook:
        rows = (
            gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score, Grade.score, Grade.max_score)
            .select_from(Grade)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .filter(Assignment.name == assignment, SubmittedAssignment.student_id == (student or SubmittedAssignment.student_id))
            .order_by(SubmittedAssignment.student_id, BaseCell.name)
            .all()
        )
    graded = {name for name, _, auto_score, _, _ in rows if auto_score is not None}
    points: dict[str, Points] = {name: {} for name in sorted(graded)}
    for name, cell, _, score, max_score in rows:
        if name in graded:
            exercise = exercise_of(cell)
            reached, possible = points[name].get(exercise, (0.0, 0.0))
            points[name][exercise] = (reached + score, possible + max_score)
    return points


def marks(api: NbGraderAPI, assignment: str, student: str) -> Points:
    """The points of one submission; {} where it is not graded (yet)."""
    return class_marks(api, assignment, student).get(student, {})
