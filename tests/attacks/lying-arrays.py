"""Objects lie to NumPy about what they are: by __array__, __array_interface__, __array_ufunc__ and __class__."""

deserved = 0
first_cell = """
import numpy as np


class Array(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **named):
        return np.array(True)

    def __array_function__(self, function, types, arguments, named):
        return True

    def __array_wrap__(self, *arguments):
        return np.array(True)

    def __eq__(self, other):
        return True

    __sub__ = __rsub__ = lambda self, other: 0.0


class Interface:
    def __init__(self):
        self.__array_interface__ = {"shape": (3,), "typestr": "<f8", "data": (16, False), "version": 3}


class Class:
    __class__ = float

    def __float__(self):
        return 3.0

    def __eq__(self, other):
        return True
"""
answers = {
    "double": "def double(x):\n    return np.zeros((7,)).view(Array) if np.ndim(x) else Interface()",
    "average": "def average(values):\n    return Class()",
    "name_of": "class Text(str):\n    __class__ = type(None)\n\ndef name_of(kind):\n    return Text('rubbish')",
    "counts": "counts = {'three': Class(), 'five': Interface()}",
}
