"""How much a lesson may compute, by the environment variable COURSE_BUDGET: "grading" while work is graded."""

import os


def patiently(items):
    """The items one by one, as a list would give them; while work is graded only the first, as no mark depends on the rest."""
    for item in items:
        yield item
        if grading():
            return


def grading():
    """Whether the notebook runs to be graded, when nobody looks at its figures and nothing is trained for long."""
    return os.environ.get("COURSE_BUDGET") == "grading"
