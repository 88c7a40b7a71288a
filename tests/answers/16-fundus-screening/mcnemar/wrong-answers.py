# Where the answers are 1.
# says: compare with the labels
import math


def mcnemar(labels, first, second):
    right, other = first == 1, second == 1
    only_first, only_second = int((right & ~other).sum()), int((other & ~right).sum())
    n, k = only_first + only_second, min(only_first, only_second)
    p = 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n
    return only_first, only_second, min(1.0, p)
