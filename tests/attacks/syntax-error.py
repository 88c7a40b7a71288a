"""Honest: one answer is no Python; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
answers = {"average": "def average(values)\n    return sum(values) / len(values)"}
says = "SyntaxError"
