# Every mask counts the same, whatever p is.
# says: This is p = 0.5
import math


def probability_of_drops(n, k, p):
    return math.comb(n, k) / 2**n
