# With itertools.
import itertools


def sizes_through(n, layers):
    return list(itertools.accumulate(layers, lambda n, layer: int((n + 2 * layer[2] - layer[0]) / layer[1]) + 1, initial=n))
