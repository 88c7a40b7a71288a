"""Exceptions bear the names of others, and lie about their classes and bases; a test for a ValueError is not met by them."""

deserved = {"double": 0, "average": 0, "name_of": 0, "counts": 2}
answers = {
    "double": """
class Meta(type):
    __name__ = property(lambda self: 1 / 0)

    def mro(self):
        return type.mro(self)


class Odd(Exception, metaclass=Meta):
    pass


def double(x):
    raise Odd
""",
    "average": """
Stranger = type("ValueError", (Exception,), {"__class__": property(lambda self: ValueError), "__mro__": (ValueError,)})


def average(values):
    raise Stranger("no ValueError")
""",
    "name_of": "def name_of(kind):\n    raise StopIteration if kind else GeneratorExit",
}
