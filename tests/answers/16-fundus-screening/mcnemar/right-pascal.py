# The throws one by one.
def mcnemar(labels, first, second):
    a = b = 0
    for label, one, two in zip(labels, first, second):
        if one != two:
            a, b = (a + 1, b) if one == label else (a, b + 1)
    heads = np.ones(1)
    for _ in range(a + b):
        heads = np.convolve(heads, [0.5, 0.5])
    return [a, b, min(1.0, float(2 * heads[: min(a, b) + 1].sum()))]
