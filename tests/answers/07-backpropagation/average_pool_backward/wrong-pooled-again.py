# The gradient is pooled once more.
# says: wrong shape
def average_pool_backward(dy, x, kernel, stride=None):
    return average_pool(x, kernel, stride) * dy
