# Both tails of the coin, as far out as the split.
from math import comb


def mcnemar(labels, first, second):
    table = np.zeros((2, 2), int)
    np.add.at(table, ((first == labels).astype(int), (second == labels).astype(int)), 1)
    a, b = table[1, 0], table[0, 1]
    n = int(a + b)
    far = abs(int(a) - int(b))
    return a, b, sum(comb(n, i) for i in range(n + 1) if abs(n - 2 * i) >= far) / 2**n
