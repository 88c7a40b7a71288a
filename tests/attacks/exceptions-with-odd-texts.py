"""Exceptions whose text raises, never ends or takes a gigabyte; one answer is right."""

deserved = {"double": 0, "average": 0, "name_of": 0, "counts": 2}
answers = {
    "double": """
class Raises(Exception):
    def __str__(self):
        raise SystemExit


def double(x):
    raise Raises
""",
    "average": """
class Endless(Exception):
    def __str__(self):
        while True:
            pass


def average(values):
    raise Endless
""",
    "name_of": "def name_of(kind):\n    raise RuntimeError('x' * 10**9)",
}
