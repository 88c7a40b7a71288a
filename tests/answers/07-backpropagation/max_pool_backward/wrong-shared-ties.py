# Pixels that equal the maximum share the gradient.
# says: here they share it
def max_pool_backward(dy, x, kernel, stride=None):
    y, dx = max_pool(x, kernel, stride), np.zeros(x.shape)
    index = list(places(x.shape, kernel, stride or kernel))
    count = sum(x[place] == y for place in index)
    for place in index:
        dx[place] += dy * (x[place] == y) / count
    return dx
