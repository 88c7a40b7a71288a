"""Honest: IPython's magics, shell commands, help and await in cells, also in the cells of answers."""

deserved = 8
first_cell = """
%matplotlib inline
import asyncio

import matplotlib.pyplot as plt

!ls
files = !ls
plt.plot([1, 2])
plt.show()
await asyncio.sleep(0)
%timeit -n 1 -r 1 sum(range(10))
sum?
"""
answers = {
    "double": "%config InlineBackend.figure_format = 'retina'\ndef double(x):\n    return 2 * x\n\n%timeit -n 1 -r 1 double(3)",
    "average": "%%time\ndef average(values):\n    if not values:\n        raise ValueError('no values')\n    return sum(values) / len(values)",
}
