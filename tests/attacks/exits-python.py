"""One answer ends the Python process at once; the three others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
answers = {
    "average": """
def average(values):
    import os

    os._exit(0)
"""
}
says = "ended Python"
