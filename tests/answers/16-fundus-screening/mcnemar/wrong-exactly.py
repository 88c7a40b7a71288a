# Exactly k heads.
# says: add those of fewer
import math


def mcnemar(labels, first, second):
    right, other = first == labels, second == labels
    only_first, only_second = int((right & ~other).sum()), int((other & ~right).sum())
    n, k = only_first + only_second, min(only_first, only_second)
    p = 2 * math.comb(n, k) / 2**n
    return only_first, only_second, min(1.0, p)
