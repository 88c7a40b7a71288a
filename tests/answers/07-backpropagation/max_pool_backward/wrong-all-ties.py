# All pixels that equal the maximum get the gradient.
# says: here all of them get it
def max_pool_backward(dy, x, kernel, stride=None):
    y, dx = max_pool(x, kernel, stride), np.zeros(x.shape)
    for place in places(x.shape, kernel, stride or kernel):
        dx[place] += dy * (x[place] == y)
    return dx
