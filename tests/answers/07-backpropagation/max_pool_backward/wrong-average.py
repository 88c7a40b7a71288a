# The gradient is spread as for average pooling.
# says: as for average pooling
def max_pool_backward(dy, x, kernel, stride=None):
    index, dx = list(places(x.shape, kernel, stride or kernel)), np.zeros(x.shape)
    for place in index:
        dx[place] += dy / len(index)
    return dx
