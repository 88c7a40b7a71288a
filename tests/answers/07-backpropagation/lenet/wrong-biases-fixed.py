# The biases take no step.
# says: b1 is as it was given
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
    """Parameters of LeNet-5 for grey pictures of 32×32 pixels and ten classes."""
    
    shapes = {"w1": (6, 1, 5, 5), "w2": (16, 6, 5, 5)}
    shapes |= {"w3": (400, 120), "w4": (120, 84), "w5": (84, 10)}
    biases = {"b1": (6,), "b2": (16,), "b3": (120,), "b4": (84,), "b5": (10,)}
    return initial_parameters(shapes | biases, rng)
    


def lenet_gradients(parameters, x, labels):
    """The mean loss and {name: gradient} for pictures x [N, 1, H, W] and labels [N]."""
    
    p, d = parameters, {}
    windows = im2col(x, p["w1"].shape[2:])  # serve forward and backward
    matrix = windows.reshape(p["w1"][0].size, -1)
    a1 = p["w1"].reshape(len(p["w1"]), -1) @ matrix + p["b1"][:, None]
    a1 = a1.reshape(-1, *windows.shape[3:]).transpose(3, 0, 1, 2)
    x2 = relu(max_pool(a1, 2))  # ReLU after pooling: the same numbers, a quarter of the work
    a2 = conv2d(x2, p["w2"], p["b2"])
    pooled = relu(max_pool(a2, 2))
    inputs = {3: pooled.reshape(len(x), -1)}
    for layer in (3, 4):
        inputs[layer + 1] = relu(inputs[layer] @ p[f"w{layer}"] + p[f"b{layer}"])
    loss, dz = cross_entropy(inputs[5] @ p["w5"] + p["b5"], labels)
    for layer in (5, 4, 3):  # every input of these layers came out of a ReLU
        d[f"w{layer}"], d[f"b{layer}"] = inputs[layer].T @ dz, dz.sum(axis=0)
        dz = relu_backward(dz @ p[f"w{layer}"].T, inputs[layer])
    dy = max_pool_backward(dz.reshape(pooled.shape), a2, 2)
    dx2, d["w2"], d["b2"] = conv2d_backward(dy, x2, p["w2"])
    dy = max_pool_backward(relu_backward(dx2, x2), a1, 2)
    dy = dy.transpose(1, 2, 3, 0).reshape(len(p["w1"]), -1)  # x needs no gradient: only dw and db
    d["w1"] = (matrix @ dy.T).T.reshape(p["w1"].shape)
    d["b1"] = dy.sum(axis=1)
    return loss, d
    


def lenet_fit(parameters, x, labels, rate, steps):
    """Gradient descent on all of x: the parameters afterwards, the loss before each step."""
    
    losses = []
    for _ in range(steps):
        loss, d = lenet_gradients(parameters, x, labels)
        parameters = {name: parameters[name] - np.float32(rate) * d[name]*(name[0]=="w") for name in parameters}
        losses.append(float(loss))
    return parameters, losses
