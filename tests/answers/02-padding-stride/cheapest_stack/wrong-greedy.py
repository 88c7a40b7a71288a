# The last layer takes as much as it can.
# says: One layer takes all that is missing
def sees(stack):
    pixels, step = 1, 1
    for k, stride in stack:
        pixels += (k - 1) * step
        step *= stride
    return pixels


def cheapest_stack(r, most_downsampling, most_layers):
    strides = [2 if 2 ** (i + 1) <= most_downsampling else 1 for i in range(most_layers)]
    for count in range(1, most_layers + 1):
        stack = [[3, s] for s in strides[:count]]
        for layer in reversed(stack):
            while sees(stack) < r and layer[0] < 11:
                layer[0] += 2
        if count == most_layers and sees(stack) >= r:
            return stack
    raise ValueError("no")
