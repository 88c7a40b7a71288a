# p above 1.
# says: take at most 1
import math


def mcnemar(labels, first, second):
    right, other = first == labels, second == labels
    only_first, only_second = int((right & ~other).sum()), int((other & ~right).sum())
    n, k = only_first + only_second, min(only_first, only_second)
    p = 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n
    return only_first, only_second, p
