# The factors of the kept values are missing.
# says: values that are kept, (1 - p)^(n - k), are missing
import math


def probability_of_drops(n, k, p):
    return math.comb(n, k) * p**k
