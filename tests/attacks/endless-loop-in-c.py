"""Honest: one answer asks for more than C code ends within any time; the others are right."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
answers = {
    "double": """
def double(x):
    return pow(3, 10**10) // pow(3, 10**10) * 2 * x
"""
}
says = "time was up"
