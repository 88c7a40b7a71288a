"""Honest: right answers that change what they are given."""

deserved = 8
answers = {
    "double": """
def double(x):
    x *= 2
    return x
""",
    "average": """
def average(values):
    if not values:
        raise ValueError("no values")
    number, total = len(values), 0
    while values:
        total += values.pop()
    return total / number
""",
}
