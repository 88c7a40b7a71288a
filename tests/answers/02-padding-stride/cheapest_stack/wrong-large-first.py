# The kernels shrink.
# says: The large kernels come first
def sees(stack):
    pixels, step = 1, 1
    for k, stride in stack:
        pixels += (k - 1) * step
        step *= stride
    return pixels


def cheapest_stack(r, most_downsampling, most_layers):
    import itertools
    best = None
    for count in range(1, most_layers + 1):
        strides = [2 if 2 ** (i + 1) <= most_downsampling else 1 for i in range(count)]
        for kernels in itertools.combinations_with_replacement([11, 9, 7, 5, 3], count):
            stack = list(zip(kernels, strides))
            weights = sum(k * k for k in kernels)
            if (best is None or weights < best[0]) and sees(stack) >= r:
                best = weights, stack
    if best is None:
        raise ValueError("no")
    return best[1]
