"""How much a lesson may compute, by the environment variable COURSE_BUDGET: "grading" while work is graded."""

import os
import time


def grading():
    """Whether the notebook runs to be graded, when nobody looks at its figures and nothing is trained for long."""
    return os.environ.get("COURSE_BUDGET") == "grading"


def patiently(items, seconds=8):
    """The items one by one, until all are done or the time is up, which it then says: slow functions must not stop a notebook.

    While work is graded only the first one, as no mark depends on the rest.
    """
    items, start = list(items), time.perf_counter()
    for number, item in enumerate(items, 1):
        yield item
        if grading():
            return
        if number < len(items) and time.perf_counter() - start > seconds:
            print(f"stopped after {number} of {len(items)}, because {seconds} seconds were over")
            return
