"""Honest: one answer returns 80 MB instead of a number; the others are right."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
answers = {
    "double": """
import numpy as np


def double(x):
    return np.ones(10_000_000)
"""
}
says = "it holds an array of 76 MB"
