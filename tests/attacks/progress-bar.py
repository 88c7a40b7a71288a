"""Honest: right answers that draw a progress bar on stderr."""

deserved = 8
answers = {
    "average": """
import sys


def average(values):
    if not values:
        raise ValueError("no values")
    total = 0
    for number, value in enumerate(values, 1):
        print(f"\\r{number}/{len(values)} |#####     |", end="", file=sys.stderr, flush=True)
        total += value
    return total / len(values)
"""
}
