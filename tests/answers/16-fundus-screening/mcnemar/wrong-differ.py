# All pictures on which they differ, twice.
# says: expected
def mcnemar(labels, first, second):
    import math

    right, other = first == labels, second == labels
    only_first, only_second = int((first != second).sum()), int((first != second).sum())
    n, k = only_first + only_second, min(only_first, only_second)
    p = 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n
    return only_first, only_second, min(1.0, p)
