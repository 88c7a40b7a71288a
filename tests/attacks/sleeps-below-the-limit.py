"""One answer sleeps a little less than a cell may take, at each call; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
answers = {
    "average": """
def average(values):
    import time

    time.sleep(3.5)
    return sum(values) / len(values) if values else 0
"""
}
