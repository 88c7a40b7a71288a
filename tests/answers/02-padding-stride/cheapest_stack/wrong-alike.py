# All kernels are alike.
# says: All kernels are alike
def cheapest_stack(r, most_downsampling, most_layers):
    best = None
    for count in range(1, most_layers + 1):
        strides = [2 if 2 ** (i + 1) <= most_downsampling else 1 for i in range(count)]
        for kernels in [(k,) * count for k in (3, 5, 7, 9, 11)]:
            sees, step = 1, 1
            for k, stride in zip(kernels, strides):
                sees, step = sees + (k - 1) * step, step * stride
            weights = sum(k * k for k in kernels)
            if sees >= r and (best is None or weights < best[0]):
                best = weights, list(zip(kernels, strides))
    if best is None:
        raise ValueError("cannot be done")
    return best[1]
