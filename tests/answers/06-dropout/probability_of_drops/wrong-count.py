# The number of masks, not their probability.
# says: divide by how many masks there are
import math


def probability_of_drops(n, k, p):
    return math.comb(n, k)
