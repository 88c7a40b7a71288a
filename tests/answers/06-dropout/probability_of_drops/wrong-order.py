# Arrangements are counted instead of sets.
# says: The order of the k values counts
import math


def probability_of_drops(n, k, p):
    return math.perm(n, k) * p**k * (1 - p) ** (n - k)
