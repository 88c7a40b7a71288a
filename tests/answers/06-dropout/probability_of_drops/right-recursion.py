# By the last value: it is dropped, or it is not.
def probability_of_drops(n, k, p):
    if k < 0 or k > n:
        return 0.0
    if n == 0:
        return 1.0
    return p * probability_of_drops(n - 1, k - 1, p) + (1 - p) * probability_of_drops(n - 1, k, p) if n <= 12 else table(n, k, p)


def table(n, k, p):
    row = np.array([1.0])
    for _ in range(n):
        row = np.convolve(row, [1 - p, p])
    return row[k]
