"""Honest: one answer calls exit(), another sys.exit(); the other two are right."""

deserved = {"double": 0, "average": 1, "name_of": 2, "counts": 2}
answers = {
    "double": """
def double(x):
    result = 2 * x
    exit()
""",
    "average": """
import sys


def average(values):
    if not values:
        raise ValueError("no values")
    sys.exit(sum(values) / len(values))
""",
}
