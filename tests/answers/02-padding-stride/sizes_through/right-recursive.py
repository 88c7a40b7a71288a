# The rest of the stack gets the size after its first layer.
def sizes_through(n, layers):
    if not layers:
        return [n]
    k, stride, padding = layers[0]
    return [n] + sizes_through((n + 2 * padding - k) // stride + 1, layers[1:])
