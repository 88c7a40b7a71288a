"""Honest: an error of a class derived from ValueError, and counts in a defaultdict."""

deserved = 8
answers = {
    "average": """
class Empty(ValueError):
    pass


def average(values):
    if not values:
        raise Empty("no values", len(values))
    return sum(values) / len(values)
""",
    "counts": """
from collections import defaultdict

counts = defaultdict(int)
counts["three"] += 9
counts["five"] += 25
""",
}
