"""Answers return lists that hold themselves, are nested deeply or never end; one is right."""

deserved = {"double": 0, "average": 0, "name_of": 0, "counts": 2}
answers = {
    "double": "def double(x):\n    cyclic = []\n    cyclic.append(cyclic)\n    return cyclic",
    "average": "def average(values):\n    deep = 3.0\n    for level in range(10**5):\n        deep = [deep]\n    return deep",
    "name_of": """
class Endless(list):
    def __iter__(self):
        while True:
            yield "kernel"


def name_of(kind):
    return Endless() if kind == "k" else iter(Endless())
""",
}
