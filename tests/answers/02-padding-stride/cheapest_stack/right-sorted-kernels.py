# Only stacks whose kernels grow, strides first.
from itertools import combinations_with_replacement


def cheapest_stack(r, most_downsampling, most_layers):
    found = []
    for count in range(1, most_layers + 1):
        strides = [1 + (2 ** (i + 1) <= most_downsampling) for i in range(count)]
        for kernels in combinations_with_replacement((3, 5, 7, 9, 11), count):
            sees = 1 + sum((k - 1) * int(np.prod(strides[:i])) for i, k in enumerate(kernels))
            if sees >= r:
                found.append((sum(k * k for k in kernels), kernels))
    if not found:
        raise ValueError
    kernels = min(found)[1]
    return [(k, 1 + (2 ** (i + 1) <= most_downsampling)) for i, k in enumerate(kernels)]
