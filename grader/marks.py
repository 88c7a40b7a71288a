"""Reads marks from nbgrader's gradebook."""

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI

from grader.chapter import exercise_of


def marks(api: NbGraderAPI, assignment: str, student: str) -> dict[str, tuple[float, float]]:
    """{exercise: (points reached, points possible)} of one graded submission; {} where it is not graded (yet)."""
    points: dict[str, tuple[float, float]] = {}
    with Gradebook(api.coursedir.db_url, api.coursedir.course_id) as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return {}
        for notebook in submission.notebooks:
            if all(grade.auto_score is None for grade in notebook.grades):
                return {}
            for grade in notebook.grades:
                exercise = exercise_of(grade.name)
                score, max_score = points.get(exercise, (0.0, 0.0))
                points[exercise] = (score + (grade.score or 0.0), max_score + grade.max_score)
    return points
