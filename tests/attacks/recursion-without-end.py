"""One answer calls itself without end, with Python's own limit lifted; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
answers = {
    "average": """
def average(values):
    import sys

    sys.setrecursionlimit(10**9)
    return max([average(values)], key=average)
"""
}
