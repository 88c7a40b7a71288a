"""Objects are returned that run code where they are unpickled or copied."""

deserved = 0
first_cell = """
import numpy as np


class Bomb:
    def __reduce__(self):
        return eval, ("__import__('os')._exit(0)",)

    __reduce_ex__ = lambda self, protocol: self.__reduce__()
    __getstate__ = __deepcopy__ = __copy__ = lambda self, *arguments: self.__reduce__()
"""
answers = {
    "double": "def double(x):\n    return np.array([Bomb()] * 3, dtype=object)",
    "average": "def average(values):\n    return Bomb()",
    "name_of": "def name_of(kind):\n    return Bomb() if kind == 'k' else [Bomb()]",
    "counts": "counts = {'three': Bomb(), 'five': Bomb()}",
}
