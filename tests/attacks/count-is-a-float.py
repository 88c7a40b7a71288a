"""One count is right, the other a float subclass that says it is a whole number."""

deserved = {"double": 2, "average": 2, "name_of": 2, "counts": 1}
answers = {
    "counts": """
import numbers


class Count(float):
    __eq__ = lambda self, other: True
    __hash__ = float.__hash__


numbers.Integral.register(Count)
counts = {"three": 9, "five": Count(1)}
""",
}
