# All pictures that each gets right.
# says: count those that the other one gets wrong
import math


def mcnemar(labels, first, second):
    right, other = first == labels, second == labels
    only_first, only_second = int(right.sum()), int(other.sum())
    n, k = only_first + only_second, min(only_first, only_second)
    p = 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n
    return only_first, only_second, min(1.0, p)
