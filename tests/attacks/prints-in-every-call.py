"""Honest: every answer prints what it does."""

deserved = 8
answers = {
    "double": """
def double(x):
    print("double", x)
    return 2 * x
""",
    "average": """
def average(values):
    print("average", values)
    if not values:
        raise ValueError("no values")
    return sum(values) / len(values)
""",
    "name_of": """
def name_of(kind):
    print("\\x1b[31mname\\x1b[0m", kind)
    return {"k": "kernel", "s": "stride"}.get(kind)
""",
    "counts": """
counts = {"three": 9, "five": 25}
print(counts)
counts
""",
}
