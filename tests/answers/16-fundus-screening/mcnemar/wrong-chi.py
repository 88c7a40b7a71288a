# The chi-square approximation.
# says: chi-square approximation
import math


def mcnemar(labels, first, second):
    right, other = first == labels, second == labels
    only_first, only_second = int((right & ~other).sum()), int((other & ~right).sum())
    n, k = only_first + only_second, min(only_first, only_second)
    p = math.erfc(math.sqrt((only_first - only_second) ** 2 / n / 2)) if n else 1.0
    return only_first, only_second, min(1.0, p)
