"""Honest: one answer calls itself without end after the limit was raised, and crashes Python; the others are right."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
answers = {
    "double": """
import sys

sys.setrecursionlimit(10**9)


def double(x):
    return 2 * max([x], key=double)
"""
}
