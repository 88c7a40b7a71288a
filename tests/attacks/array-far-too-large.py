"""Honest: one answer makes a far too large array; the others are right."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
answers = {
    "double": """
import numpy as np


def double(x):
    return np.ones((100_000, 100_000)) @ np.ones(100_000) * x
"""
}
says = "Unable to allocate"
