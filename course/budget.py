"""How much a lesson may compute: the budget "quick", "full" or "grading", set by the environment variable COURSE_BUDGET.

quick: small pictures, narrow networks, few epochs, about a minute for a chapter on two cores; what you get without a GPU.
full: what the chapter names beside it, for a GPU; what you get where Paddle sees one.
grading: one training step, because no mark depends on more; the grader sets it.
"""

import os
import time

from course.device import has_gpu

LEVELS = ("quick", "full", "grading")


def level():
    """The budget in force, one of LEVELS. Raises ValueError where COURSE_BUDGET names no such budget."""
    wanted = os.environ.get("COURSE_BUDGET", "")
    if wanted and wanted not in LEVELS:
        raise ValueError(f"the environment variable COURSE_BUDGET is {wanted!r}; set it to quick, full or grading, or not at all")
    return wanted or ("full" if has_gpu() else "quick")


def choose(name, quick, full):
    """The value for the budget in force, which is printed under its name; "grading" takes the quick one."""
    chosen = full if level() == "full" else quick
    print(f"Budget {level()}: {name} = {chosen}")
    return chosen


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
