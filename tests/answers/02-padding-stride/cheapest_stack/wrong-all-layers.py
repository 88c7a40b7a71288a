# Always as many layers as allowed.
# says: 9 weights are enough
def sees(stack):
    pixels, step = 1, 1
    for k, stride in stack:
        pixels += (k - 1) * step
        step *= stride
    return pixels


def cheapest_stack(r, most_downsampling, most_layers):
    import itertools
    best = None
    for count in [most_layers]:
        strides = [2 if 2 ** (i + 1) <= most_downsampling else 1 for i in range(count)]
        for kernels in itertools.product([3, 5, 7, 9, 11], repeat=count):
            stack = list(zip(kernels, strides))
            weights = sum(k * k for k in kernels)
            if (best is None or weights < best[0]) and sees(stack) >= r:
                best = weights, stack
    if best is None:
        raise ValueError("no")
    return best[1]
