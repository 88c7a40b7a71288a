"""Honest: the student turned warnings into errors, and one answer warns; the others are right."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
first_cell = """
import warnings

warnings.simplefilter("error")
"""
answers = {
    "double": """
import warnings


def double(x):
    warnings.warn("this is slow")
    return 2 * x
"""
}
