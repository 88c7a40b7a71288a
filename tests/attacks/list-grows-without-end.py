"""Honest: one answer makes a list longer without end; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
answers = {
    "average": """
def average(values):
    values = values or [0]
    while True:
        values = values + values
"""
}
