# Dynamic programming: the cheapest kernels for every number of pixels seen, layer by layer.
def cheapest_stack(r, most_downsampling, most_layers):
    levels, step, strides = [{0: (0, [])}], 1, []
    for _ in range(most_layers):
        level = {}
        for seen, (weights, kernels) in levels[-1].items():
            for k in (3, 5, 7, 9, 11):
                more = min(seen + (k - 1) * step, r - 1)
                if more not in level or weights + k * k < level[more][0]:
                    level[more] = weights + k * k, kernels + [k]
        levels.append(level)
        strides.append(2 if 2 * step <= most_downsampling else 1)
        step *= strides[-1]
    done = [level[r - 1] for level in levels if r - 1 in level]
    if not done:
        raise ValueError("these layers cannot see so far")
    return list(zip(min(done)[1], strides))
