"""Honest: one answer never ends; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
answers = {
    "average": """
def average(values):
    total, i = 0, 0
    while i < 3:
        total += 1
    return total
"""
}
says = "Look for a loop that never ends"
