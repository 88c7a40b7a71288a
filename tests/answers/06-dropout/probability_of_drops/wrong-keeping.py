# p is taken for the probability of keeping.
# says: taken for that of keeping
import math


def probability_of_drops(n, k, p):
    return math.comb(n, k) * (1 - p) ** k * p ** (n - k)
