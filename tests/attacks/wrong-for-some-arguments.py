"""Honest: two answers crash for some arguments and get the points of the other tests."""

deserved = {"double": 1, "average": 1, "name_of": 2, "counts": 2}
answers = {
    "double": """
def double(x):
    if len(x.shape) > 3:
        return None
    return 2 * x
""",
    "average": """
def average(values):
    return sum(values) / len(values)
""",
}
says = "has no attribute 'shape'"
