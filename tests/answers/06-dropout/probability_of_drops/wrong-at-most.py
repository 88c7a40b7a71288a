# At most k drops instead of exactly k.
# says: at most k drops
import math


def probability_of_drops(n, k, p):
    return sum(math.comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k + 1))
