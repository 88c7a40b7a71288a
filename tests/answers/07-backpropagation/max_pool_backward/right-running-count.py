# The first winner is where the running count of winners is 1; the result is a nested list.
def max_pool_backward(dy, x, kernel, stride=None):
    ps = list(places(x.shape, kernel, stride or kernel)); y = max_pool(x, kernel, stride)
    stack = np.stack([x[p]==y for p in ps]); first = stack & (stack.cumsum(0)==1)
    dx = np.zeros(x.shape)
    for p,f in zip(ps,first): dx[p] += np.where(f, dy, 0)
    return dx.tolist()
