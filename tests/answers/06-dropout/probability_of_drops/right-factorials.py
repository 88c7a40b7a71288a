# With factorials and a product for each value.
from math import factorial


def probability_of_drops(n, k, p):
    sets = factorial(n) // factorial(k) // factorial(n - k)
    return sets * np.prod([p] * k + [1 - p] * (n - k))
