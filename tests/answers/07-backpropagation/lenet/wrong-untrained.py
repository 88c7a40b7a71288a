# The parameters that were given are returned.
# says: return the parameters after the last step
def max_pool_backward(dy, x, kernel, stride=None):
    """Gradient of max pooling: it goes to the first largest pixel of each window."""
    y = max_pool(x, kernel, stride)
    dx = np.zeros_like(x, dtype=dy.dtype)
    open_windows = np.ones_like(y, dtype=bool)  # those whose winner is not found yet
    for place in places(x.shape, kernel, stride or kernel):
        wins = (x[place] == y) & open_windows
        dx[place] += dy * wins
        open_windows &= ~wins
    return dx


def conv2d_backward(dy, x, w, stride=1, padding=0):
    """Gradients of a convolution with respect to x, w and b, given dy [N, C_out, rows, columns]."""
    (n, c_in, height, width), (p_h, p_w) = x.shape, pair(padding)
    windows = im2col(x, w.shape[2:], stride, padding)
    matrix = windows.reshape(w[0].size, -1)
    dy = dy.transpose(1, 2, 3, 0).reshape(len(w), -1)  # [C_out, rows · columns · N]
    db = dy.sum(axis=1)
    dw = (matrix @ dy.T).T.reshape(w.shape)
    np.matmul(w.reshape(len(w), -1).T, dy, out=matrix)  # into the same memory: now dwindows
    dwindows = windows.reshape(c_in, -1, *windows.shape[3:])
    dx = np.zeros((c_in, height + 2 * p_h, width + 2 * p_w, n), dy.dtype).transpose(3, 0, 1, 2)
    for number, place in enumerate(places(dx.shape, w.shape[2:], stride)):
        dx[place] += dwindows[:, number].transpose(3, 0, 1, 2)  # windows overlap: add up
    return dx[:, :, p_h : p_h + height, p_w : p_w + width], dw, db


def lenet_parameters(rng):
    sizes = [(6, 1, 5, 5), (16, 6, 5, 5), (400, 120), (120, 84), (84, 10)]
    parameters = {}
    for number, size in enumerate(sizes, 1):
        inputs, outputs = (size[1] * 25, size[0]) if len(size) == 4 else size
        parameters[f"w{number}"] = (rng.normal(size=size) / inputs**0.5).astype("float32")
        parameters[f"b{number}"] = np.zeros(outputs, "float32")
    return parameters


def convolution_back(dy, x, w):
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for place, (u, v) in zip(places(x.shape, w.shape[2:], 1), np.ndindex(w.shape[2:])):
        dw[:, :, u, v] = np.tensordot(dy, x[place], ([0, 2, 3], [0, 2, 3]))
        dx[place] += np.tensordot(dy, w[:, :, u, v], (1, 0)).transpose(0, 3, 1, 2)
    return dx, dw, dy.sum((0, 2, 3))


def pooling_back(dy, x):
    dx, free = np.zeros(x.shape), np.ones(dy.shape, dtype=bool)
    for place in places(x.shape, 2, 2):
        wins = (x[place] == max_pool(x, 2)) & free
        dx[place] += dy * wins
        free &= ~wins
    return dx


def lenet_gradients(parameters, x, labels):
    p, d = parameters, {}
    a1 = conv2d(x, p["w1"], p["b1"])
    x2 = max_pool(relu(a1), 2)
    a2 = conv2d(x2, p["w2"], p["b2"])
    pooled = max_pool(relu(a2), 2)
    x3 = pooled.reshape(len(x), -1)
    a3 = x3 @ p["w3"] + p["b3"]
    a4 = relu(a3) @ p["w4"] + p["b4"]
    z = relu(a4) @ p["w5"] + p["b5"]
    z = z - z.max(axis=1, keepdims=True)
    q = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    hot = np.eye(z.shape[1])[labels]
    loss = -np.log(q[hot == 1]).mean()
    dz = (q - hot) / len(x)
    d["w5"], d["b5"] = relu(a4).T @ dz, dz.sum(0)
    da4 = dz @ p["w5"].T * (a4 > 0)
    d["w4"], d["b4"] = relu(a3).T @ da4, da4.sum(0)
    da3 = da4 @ p["w4"].T * (a3 > 0)
    d["w3"], d["b3"] = x3.T @ da3, da3.sum(0)
    dpooled = (da3 @ p["w3"].T).reshape(pooled.shape)
    da2 = pooling_back(dpooled, relu(a2)) * (a2 > 0)
    dx2, d["w2"], d["b2"] = convolution_back(da2, x2, p["w2"])
    da1 = pooling_back(dx2, relu(a1)) * (a1 > 0)
    _, d["w1"], d["b1"] = convolution_back(da1, x, p["w1"])
    return loss, d


def lenet_fit(parameters, x, labels, rate, steps):
    p, losses = dict(parameters), []
    for _ in range(steps):
        loss, d = lenet_gradients(p, x, labels)
        losses.append(loss)
        for name in p:
            p[name] = p[name] - rate * d[name]
    return parameters, losses
