"""Honest: a right answer that warns at every call."""

deserved = 8
answers = {
    "double": """
import warnings


def double(x):
    warnings.warn("this is slow")
    return 2 * x
"""
}
