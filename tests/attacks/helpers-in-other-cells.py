"""Honest: answers that use functions, constants and imports of earlier cells, and one that uses another answer."""

deserved = 8
first_cell = """
from functools import reduce

import numpy as np

FACTOR = 2
NAMES = dict(k="kernel", s="stride")


def scale(x, factor):
    return x * factor
"""
answers = {
    "double": "def double(x):\n    return scale(x, FACTOR)",
    "average": """
def average(values):
    if not values:
        raise ValueError("no values")
    return double(reduce(lambda a, b: a + b, values)) / len(values) / 2
""",
    "name_of": "def name_of(kind):\n    return NAMES.get(kind)",
    "counts": "counts = {'three': int(np.prod([3, 3])), 'five': double(12) + 1}",
}
