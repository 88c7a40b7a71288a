# None where it cannot be done.
# says: raise a ValueError
import itertools


def cheapest_stack(r, most_downsampling, most_layers):
    best = None
    for count in range(1, most_layers + 1):
        strides = [2 if 2 ** (i + 1) <= most_downsampling else 1 for i in range(count)]
        for kernels in itertools.product([3, 5, 7, 9, 11], repeat=count):
            sees, step = 1, 1
            for k, stride in zip(kernels, strides):
                sees, step = sees + (k - 1) * step, step * stride
            weights = sum(k * k for k in kernels)
            if sees >= r and (best is None or weights < best[0]):
                best = weights, list(zip(kernels, strides))
    best = best or (0, None)
    return best[1]
