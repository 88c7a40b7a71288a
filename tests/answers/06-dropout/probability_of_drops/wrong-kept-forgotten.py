# The factors of the kept values are missing.
# says: expected 0.375
import math


def probability_of_drops(n, k, p):
    return math.comb(n, k) * p**k
