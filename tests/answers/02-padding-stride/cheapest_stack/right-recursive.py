# The best rest for each first layer.
def cheapest_stack(r, most_downsampling, most_layers):
    def best(left, down, layers):
        if left <= 0:
            return 0, ()
        if layers == 0:
            return 10**9, ()
        options = []
        for s in (1, 2):
            if s <= down:
                for k in (3, 5, 7, 9, 11):
                    w, rest = best(-(-(left - (k - 1)) // s), down // s, layers - 1)
                    options.append((w + k * k, ((k, s),) + rest))
        return min(options)
    weights, stack = best(r - 1, most_downsampling, most_layers)
    if weights >= 10**9:
        raise ValueError("too far")
    return list(stack)
