"""Subclasses of str, float, int, list and dict say yes to every comparison and lie about their values."""

deserved = 0
first_cell = """
def lying(kind):
    yes = lambda self, *arguments: True
    names = ["__eq__", "__le__", "__ge__", "__lt__", "__gt__", "__bool__", "__contains__"]
    return type(kind.__name__, (kind,), dict.fromkeys(names, yes) | {"__ne__": lambda self, other: False, "__hash__": lambda self: 0})


Text, Number, Whole, Mapping = map(lying, (str, float, int, dict))
"""
answers = {
    "double": "def double(x):\n    return Whole(7)",
    "average": "def average(values):\n    return Number(7)",
    "name_of": "def name_of(kind):\n    return Text('rubbish')",
    "counts": "counts = Mapping({'three': Whole(1), 'five': Number(1)})",
}
