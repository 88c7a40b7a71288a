"""What the usual mistakes in chapter 7 lead to, so that a test can say which one was made: {mistake in words: the wrong result}."""

import numpy as np

from course.checks import brief


def gradients(case, got, names):
    """What a backward function returned, as {name: array}; AssertionError unless there is one for each of the names."""
    wanted = f"expected {len(names)} arrays, {', '.join(names)}, in this order"
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None); {wanted}. Does every path end in a return?")
    if not isinstance(got, (tuple, list)) or len(got) != len(names):
        raise AssertionError(f"{case}:\n    {wanted}; got {type(got).__name__}: {brief(got)}")
    return dict(zip(names, got, strict=True))


def _pair(value):
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def _windows(shape, dy, kernel, stride):
    """For each output (i, j): its index and the slices of its window."""
    (k_h, k_w), (s_h, s_w) = kernel, stride
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            yield i, j, (slice(None), slice(None), slice(i * s_h, i * s_h + k_h), slice(j * s_w, j * s_w + k_w))


def _stamp(dy, w, shape, stride, padding, assign=False):
    """dx of a convolution before the padding is cut off: the kernels, times dy, laid down window by window; shape: of x."""
    padded = np.zeros((*shape[:2], shape[2] + 2 * padding[0], shape[3] + 2 * padding[1]))
    for i, j, window in _windows(shape, dy, w.shape[2:], stride):
        part = np.einsum("no,ocuv->ncuv", dy[:, :, i, j], w)
        padded[window] = part if assign else padded[window] + part
    return padded


def _correlate(dy, x, kernel, stride, padding):
    """dw of a convolution: the windows of x, times dy, added up."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
    dw = np.zeros((dy.shape[1], x.shape[1], *kernel))
    for i, j, window in _windows(x.shape, dy, kernel, stride):
        dw += np.einsum("no,ncuv->ocuv", dy[:, :, i, j], padded[window])
    return dw


def convolution(dy, x, w, stride=1, padding=0):
    """Usual mistakes in the gradients of a convolution: {"dx": {…}, "dw": {…}, "db": {…}}."""
    stride, padding = _pair(stride), _pair(padding)
    (p_h, p_w), (h, width), kernel = padding, x.shape[2:], w.shape[2:]
    padded = _stamp(dy, w, x.shape, stride, padding)

    def cut(array):
        return array[:, :, p_h : p_h + h, p_w : p_w + width]

    dx, dw, db = cut(padded), _correlate(dy, x, kernel, stride, padding), dy.sum((0, 2, 3))
    mixed = np.repeat(w.sum(1, keepdims=True), w.shape[1], 1)
    in_x = {
        "windows overlap, so their gradients must add up (+=); here the last one overwrites the others.": cut(_stamp(dy, w, x.shape, stride, padding, assign=True)),
        "the kernel is turned by 180° the wrong way: laid down window by window it is not turned; as a convolution of the padded dy it is.": cut(
            _stamp(dy, w[:, :, ::-1, ::-1], x.shape, stride, padding)
        ),
        "the kernel's rows stand upside down; the output's window and w have the same order.": cut(_stamp(dy, w[:, :, ::-1], x.shape, stride, padding)),
        "the kernel's columns are mirrored; the output's window and w have the same order.": cut(_stamp(dy, w[:, :, :, ::-1], x.shape, stride, padding)),
        "only the first filter counts; x feeds all filters, so sum over them.": cut(_stamp(dy[:, :1], w[:1], x.shape, stride, padding)),
        "every input channel got the same gradient; each has its own kernel w[:, c].": cut(_stamp(dy, mixed, x.shape, stride, padding)),
        "only the first input channel is right; each has its own kernel w[:, c].": np.where(np.arange(x.shape[1])[:, None, None] == 0, dx, 0),
        "the sum over filters became a mean.": dx / len(w),
        "it is divided by the number of pictures; each picture has its own gradient.": dx / len(x),
        "the sign is wrong.": -dx,
        "it is all zeros.": 0 * dx,
    }
    if len(x) > 1:
        in_x["only the first picture has a gradient."] = np.where(np.arange(len(x))[:, None, None, None] == 0, dx, 0)
    if not (p_h and p_w):
        empty = "it was cut by [p:-p], which leaves nothing where p is 0; cut by [p : p + H]."
        in_x[empty] = padded[:, :, p_h:-p_h, p_w:-p_w]
    if p_h or p_w:
        in_x |= {
            "the padding's gradient is still there; cut p rows and columns off on every side.": padded,
            "the padding is cut off at the end only; dx begins p rows and p columns further in.": padded[:, :, :h, :width],
            "the padding is cut off at the beginning only.": padded[:, :, 2 * p_h : 2 * p_h + h, 2 * p_w : 2 * p_w + width],
        }
        if p_h != p_w:
            swapped = padded[:, :, p_w : p_w + h, p_h : p_h + width]
            in_x["p_h and p_w are swapped: the first is for rows."] = swapped
    in_w = {
        "it is turned by 180°.": dw[:, :, ::-1, ::-1],
        "it is divided by the number of pictures; the loss has done that already if it wanted to.": dw / len(x),
        "it is a mean over the positions; every position uses the same weight, so add up.": dw / (dy.shape[2] * dy.shape[3]),
        "it is a mean over pictures and positions; add up.": dw / (dy[:, 0].size),
        "C_out and C_in are swapped; the layout is that of w.": dw.swapaxes(0, 1),
        "only the first picture counts; all pictures use the same weights, so add up.": _correlate(dy[:1], x[:1], kernel, stride, padding),
        "only the last picture counts: add up (+=) over the pictures.": _correlate(dy[-1:], x[-1:], kernel, stride, padding),
        "only the first channel of x is used.": np.repeat(_correlate(dy, x[:, :1], kernel, stride, padding), x.shape[1], axis=1),
        "dy is not used; every output's gradient weighs its window.": _correlate(np.ones_like(dy), x, kernel, stride, padding),
        "the sign is wrong.": -dw,
        "it is all zeros.": 0 * dw,
    }
    in_b = {
        "it is divided by the number of pictures; add up.": db / len(x),
        "it is a mean; one bias serves all pictures and positions, so add up.": db / dy[:, 0].size,
        "it is a mean over the positions; add up.": db / (dy.shape[2] * dy.shape[3]),
        "it counts outputs; their gradients dy must be added.": np.full(len(db), float(dy[:, 0].size)),
        "only the first picture counts.": dy[0].sum((1, 2)),
        "the sign is wrong.": -db,
        "there is one bias for each filter, so keep that axis.": db.sum(),
        "there is one bias for each filter; this is one for each picture.": dy.sum((1, 2, 3)),
        "it still has an axis for the pictures; add over that as well.": dy.sum((2, 3)),
        "it still has the axes of rows and columns; add over them as well.": dy.sum(0),
        "it is all zeros.": 0 * db,
    }
    if stride != (1, 1):
        close = (1, 1)
        reached = ((dy.shape[2] - 1) * stride[0] + kernel[0], (dy.shape[3] - 1) * stride[1] + kernel[1])
        if any(reached[axis] < padded.shape[axis + 2] - padding[axis] for axis in (0, 1)):
            in_x["dx ends with the last window; pixels that no window reaches belong to it, with the gradient 0."] = cut(padded[:, :, : reached[0], : reached[1]])
        in_x["the stride is ignored: output (i, j) belongs to the window that begins at row i·s_h, column j·s_w."] = cut(_stamp(dy, w, x.shape, close, padding))
        in_w["the stride is ignored: output (i, j) saw the window that begins at row i·s_h, column j·s_w."] = _correlate(dy, x, kernel, close, padding)
        if stride[0] != stride[1]:
            swapped = "s_h and s_w are swapped: the first is for rows."
            try:
                in_x[swapped] = cut(_stamp(dy, w, x.shape, stride[::-1], padding))
                in_w[swapped] = _correlate(dy, x, kernel, stride[::-1], padding)
            except ValueError:  # so swapped, the windows leave the picture
                pass
    return {"dx": in_x, "dw": in_w, "db": in_b}


def average_pool(dy, x, kernel, stride=None):
    """Usual mistakes in the gradient of average pooling."""
    kernel, stride = _pair(kernel), _pair(stride or kernel)

    def spread(dy, stride=stride, size=kernel[0] * kernel[1], assign=False):
        dx = np.zeros(x.shape)
        for i, j, window in _windows(x.shape, dy, kernel, stride):
            part = dy[:, :, i, j, None, None] / size
            dx[window] = part if assign else dx[window] + part
        return dx

    wrong = {
        "each of the k_h·k_w pixels has a weight of 1 / (k_h·k_w) in the mean; that factor is missing.": spread(dy, size=1),
        "windows overlap here, so gradients must add up (+=); the last one overwrites the others.": spread(dy, assign=True),
        "the divisor is k_h, not k_h·k_w.": spread(dy, size=kernel[0]),
        "the divisor is k_w, not k_h·k_w.": spread(dy, size=kernel[1]),
        "the divisor is k_h + k_w; a window has k_h·k_w pixels.": spread(dy, size=kernel[0] + kernel[1]),
        "the sign is wrong.": spread(-dy),
        "the divisor is the number of pixels of the picture; a window has k_h·k_w.": spread(dy, size=x.shape[2] * x.shape[3]),
        "the divisor is the number of outputs; a window has k_h·k_w pixels.": spread(dy, size=dy.shape[2] * dy.shape[3]),
        "it is all zeros.": np.zeros(x.shape),
    }
    if stride != kernel:
        wrong["the stride is taken for the kernel's size: windows begin `stride` apart."] = spread(dy, stride=kernel)
    if len(x) > 1 or x.shape[1] > 1:
        wrong["only the first channel of the first picture has a gradient."] = np.where(np.indices(x.shape)[:2].sum(0) == 0, spread(dy), 0)
    return wrong


def max_pool(dy, x, kernel, stride=None):
    """Usual mistakes in the gradient of max pooling."""
    kernel, stride = _pair(kernel), _pair(stride or kernel)

    def route(weigh, stride=stride, assign=False):
        dx = np.zeros(x.shape)
        for i, j, window in _windows(x.shape, dy, kernel, stride):
            pixels = x[window]
            if pixels.shape[2:] != kernel:
                continue
            flat = pixels.reshape(*pixels.shape[:2], -1)
            part = (weigh(flat) * dy[:, :, i, j, None]).reshape(pixels.shape)
            dx[window] = np.where(part != 0, part, dx[window]) if assign else dx[window] + part
        return dx

    def at(index, flat):
        return np.arange(flat.shape[2]) == index[..., None]

    def winners(flat):
        return flat == flat.max(2, keepdims=True)

    def first(flat):
        return at(flat.argmax(2), flat)

    wrong = {
        "it is spread over the window as for average pooling; the winner takes all of it.": route(lambda flat: np.full(flat.shape, 1 / flat.shape[2])),
        "every pixel of the window gets all of it; only the winner does.": route(lambda flat: np.ones(flat.shape)),
        "a pixel that wins in several windows gets the sum of their gradients (+=); the last one overwrites the others.": route(first, assign=True),
        "where several pixels share the maximum, only the first in row order gets the gradient, as in Paddle; here all of them get it.": route(winners),
        "where several pixels share the maximum, the first in row order gets all of it, as in Paddle; here they share it.": route(
            lambda flat: winners(flat) / winners(flat).sum(2, keepdims=True)
        ),
        "where several pixels share the maximum, the first in row order gets the gradient, as in Paddle; here it is the last.": route(
            lambda flat: at(flat.shape[2] - 1 - flat[..., ::-1].argmax(2), flat)
        ),
        "where several pixels share the maximum, the first in row order counts; here it is the first in column order.": route(
            lambda flat: at(_first_by_columns(flat, kernel), flat)
        ),
        "the smallest pixel gets it; the largest does.": route(lambda flat: at(flat.argmin(2), flat)),
        "the pixel with the largest absolute value gets it; the largest pixel does.": route(lambda flat: at(np.abs(flat).argmax(2), flat)),
        "the largest row and the largest column are looked for separately; with ties they may belong to different pixels.": route(
            lambda flat: at(_row_and_column(flat, kernel), flat)
        ),
        "it is put at the window's first pixel; find the largest one.": route(lambda flat: at(np.zeros(flat.shape[:2]), flat)),
        "the sign is wrong.": -route(first),
        "the winner's share is divided by the size of the window; the winner takes all of it.": route(first) / (kernel[0] * kernel[1]),
        "the gradient is missing: the winners are marked with 1.": (route(lambda flat: first(flat)) != 0) * 1.0,
        "it is all zeros.": np.zeros(x.shape),
    }
    if stride != kernel:
        wrong["the stride is taken for the kernel's size: windows begin `stride` apart."] = route(first, stride=kernel)
    return wrong


def _row_and_column(flat, kernel):
    """The place, in row order, where the first row that holds the maximum crosses the first column that holds it."""
    window = flat.reshape(*flat.shape[:2], *kernel)
    return window.max(3).argmax(2) * kernel[1] + window.max(2).argmax(2)


def _first_by_columns(flat, kernel):
    """The place, in row order, of the maximum that comes first when a window is read column by column."""
    turned = flat.reshape(*flat.shape[:2], *kernel).swapaxes(2, 3).reshape(flat.shape)
    column, row = np.divmod(turned.argmax(2), kernel[0])
    return row * kernel[1] + column


def batch_norm(dy, x, gamma, epsilon=1e-5):
    """Usual mistakes in the gradients of batch normalization, x being [N, C, H, W]: {"dx": {…}, "dgamma": {…}, "dbeta": {…}}."""
    axes, m = (0, 2, 3), x[:, 0].size
    g = gamma.reshape(1, -1, 1, 1)
    variance = x.var(axes, keepdims=True)
    std = np.sqrt(variance + epsilon)
    centred = x - x.mean(axes, keepdims=True)
    normal = centred / std

    def mean(array, axes=axes):
        return array.mean(axes, keepdims=True)

    def gradient(root, centred=centred, axes=axes):
        normal = centred / root
        return g / root * (dy - mean(dy, axes) - normal * mean(dy * normal, axes))

    dx = gradient(std)
    dgamma, dbeta = (dy * normal).sum(axes), dy.sum(axes)
    alone = (2, 3)
    in_x = {
        "mean and variance are taken as constants (this is gamma / std · dy); they depend on every pixel of the channel.": g / std * dy,
        "the way through the variance is missing.": g / std * (dy - mean(dy)),
        "the way through the mean is missing.": g / std * (dy - normal * mean(dy * normal)),
        "gamma is missing.": dx / g,
        "gamma is squared, or taken twice.": dx * g,
        "the sums over the channel must be divided by its number of values, N·H·W.": g / std * (dy - m * mean(dy) - normal * m * mean(dy * normal)),
        "the way through the variance uses x - mean; it needs the normalized x, (x - mean) / std.": g / std * (dy - mean(dy) - centred * mean(dy * centred)),
        "the way through the variance uses x itself; it needs the normalized x, (x - mean) / std.": g / std * (dy - mean(dy) - x * mean(dy * normal)),
        "one division by std is missing in the way through the variance.": g / std * (dy - mean(dy) - centred * mean(dy * normal)),
        "it is divided by the variance; divide by its square root.": dx / std,
        "the division by std is missing.": dx * std,
        "the sums over the channel are divided by a part of N·H·W only, such as N.": g / std * (dy - m / len(x) * (mean(dy) + normal * mean(dy * normal))),
        "the sums over the channel are divided by a part of N·H·W only, such as H·W.": g / std * (dy - len(x) * (mean(dy) + normal * mean(dy * normal))),
        "the way through the variance is added; it is subtracted.": g / std * (dy - mean(dy) + normal * mean(dy * normal)),
        "the signs of the two corrections are wrong; they are subtracted.": g / std * (dy + mean(dy) + normal * mean(dy * normal)),
        "the variance is the unbiased one (divided by N·H·W - 1); batch normalization uses the biased one.": gradient(np.sqrt(variance * m / (m - 1) + epsilon)),
        "statistics are per picture and channel; they are over pictures, rows and columns of a channel.": gradient(
            np.sqrt(x.var(alone, keepdims=True) + epsilon), x - mean(x, alone), alone
        ),
        "epsilon is added to std; it belongs under the root.": gradient(np.sqrt(variance) + epsilon),
        "the sign is wrong.": -dx,
        "it is all zeros.": 0 * dx,
    }
    for other in (0, 1e-5):
        if other != epsilon:
            what = "left out" if epsilon == 1e-5 else "not the one that was asked for, or left out"
            in_x[f"epsilon is {what}."] = gradient(np.sqrt(variance + other))
    in_gamma = {
        "dy is multiplied with x; gamma multiplies the normalized x.": (dy * x).sum(axes),
        "dy is multiplied with x - mean; gamma multiplies the normalized x, (x - mean) / std.": (dy * centred).sum(axes),
        "dy is multiplied with y; gamma multiplies the normalized x.": (dy * normal * g).sum(axes),
        "it is a mean; every value of the channel uses the same gamma, so add up.": dgamma / m,
        "it is divided by the number of pictures; add up.": dgamma / len(x),
        "dgamma and dbeta are swapped.": dbeta,
        "it is added over the pictures only; add over rows and columns, too.": (dy * normal).sum(0),
        "it still has an axis for the pictures; add over that as well.": (dy * normal).sum((2, 3)),
        "epsilon is left out.": (dy * centred / np.sqrt(variance + 1e-300)).sum(axes),
        "it is all zeros.": 0 * dgamma,
    }
    in_beta = {
        "it is a mean; every value of the channel uses the same beta, so add up.": dbeta / m,
        "it is divided by the number of pictures; add up.": dbeta / len(x),
        "dgamma and dbeta are swapped.": dgamma,
        "gamma does not touch beta's gradient.": dbeta * gamma,
        "it is added over the pictures only; add over rows and columns, too.": dy.sum(0),
        "there is one beta for each channel, so keep that axis.": dbeta.sum(),
        "it still has an axis for the pictures; add over that as well.": dy.sum((2, 3)),
        "it is all zeros.": 0 * dbeta,
    }
    return {"dx": in_x, "dgamma": in_gamma, "dbeta": in_beta}


LENET = ["w1", "b1", "w2", "b2", "w3", "b3", "w4", "b4", "w5", "b5"]


def small_lenet(rng, height, width, filters, units):
    """Parameters in float64 of a LeNet for grey pictures of the given size; filters: of both convolutions; units: of the three layers."""
    features = filters[1] * (((height - 4) // 2 - 4) // 2) * (((width - 4) // 2 - 4) // 2)
    sizes = [(filters[0], 1, 5, 5), (filters[1], filters[0], 5, 5), (features, units[0]), (units[0], units[1]), (units[1], units[2])]
    parameters = {}
    for number, size in enumerate(sizes, 1):
        outputs, inputs = (size[0], np.prod(size[1:])) if len(size) == 4 else (size[1], size[0])
        parameters[f"w{number}"] = rng.normal(size=size) / np.sqrt(inputs)
        parameters[f"b{number}"] = 0.1 * rng.normal(size=outputs)
    return parameters


def ten_digits(side):
    """The first ten of scikit-learn's digits, every pixel doubled, in the middle of pictures [10, 1, side, side]; and their labels."""
    from sklearn.datasets import load_digits

    digits, labels = load_digits(return_X_y=True)
    large = np.kron(digits[:10].reshape(10, 1, 8, 8) / 16, np.ones((2, 2)))
    border = (side - 16) // 2
    return np.pad(large, ((0, 0), (0, 0), (border, side - 16 - border), (border, side - 16 - border))), labels[:10]


def paddle_lenet(parameters, x, labels, mistake=""):
    """The loss of a LeNet and {name: gradient}, by Paddle; `mistake` is one of LENET_MISTAKES, done on the way back only."""
    import paddle
    import paddle.nn.functional as F

    p = {name: paddle.to_tensor(np.ascontiguousarray(value), stop_gradient=False) for name, value in parameters.items()}

    def backward_as(value, other):
        return other + (value - other).detach()  # the value of one, the gradient of the other

    def relu(t, layers):
        return backward_as(F.relu(t), t) if f"ReLU of the {layers} layers" in mistake else F.relu(t)

    def pool(t):
        pooled = F.max_pool2d(t, 2)
        return backward_as(pooled, F.avg_pool2d(t, 2)) if "average pooling" in mistake else pooled

    h = paddle.to_tensor(np.ascontiguousarray(x))
    for number in (1, 2):
        h = pool(relu(F.conv2d(h, p[f"w{number}"], p[f"b{number}"]), "convolutional"))
    h = h.flatten(1)
    for number in (3, 4):
        h = relu(F.linear(h, p[f"w{number}"], p[f"b{number}"]), "fully connected")
    z = F.linear(h, p["w5"], p["b5"])
    loss = F.cross_entropy(z, paddle.to_tensor(labels), reduction="sum" if "divided by N" in mistake else "mean")
    if "one-hot" in mistake:
        loss = paddle.logsumexp(z, axis=1).mean()
    loss.backward()
    return loss.item(), {name: tensor.grad.numpy() for name, tensor in p.items()}


LENET_MISTAKES = [
    "dz is not divided by N, the number of pictures.",
    "the one-hot labels are not subtracted from the probabilities.",
    "the ReLU of the fully connected layers is missing on the way back.",
    "the ReLU of the convolutional layers is missing on the way back.",
    "max pooling goes back as average pooling would.",
]


def lenet(parameters, x, labels):
    """Usual mistakes in the gradients of a LeNet: {name: {…}}."""
    right = paddle_lenet(parameters, x, labels)[1]
    wrong = {mistake: paddle_lenet(parameters, x, labels, mistake)[1] for mistake in LENET_MISTAKES}
    tables = {name: {mistake: gradients[name] for mistake, gradients in wrong.items() if not np.allclose(gradients[name], right[name])} for name in LENET}
    for name, table in tables.items():
        table |= {"the sign is wrong.": -right[name], "it is all zeros.": 0 * right[name]}
    return tables


def check_named_arrays(case, got, shapes):
    """AssertionError unless `got` is a dict of finite arrays with these names and shapes."""
    if not isinstance(got, dict):
        raise AssertionError(f"{case}:\n    expected a dict with {', '.join(shapes)}; got {type(got).__name__}: {brief(got)}")
    for name, shape in shapes.items():
        if name not in got:
            raise AssertionError(f"{case}:\n    {name} is missing; there are {', '.join(map(str, got))}")
        if not isinstance(got[name], np.ndarray) or got[name].dtype.kind not in "fiu":
            raise AssertionError(f"{case}:\n    {name} must be an array of numbers; got {type(got[name]).__name__}: {brief(got[name])}")
        if list(got[name].shape) != list(shape):
            raise AssertionError(f"{case}:\n    {name} has the shape {list(got[name].shape)}; expected {list(shape)}")
        if not np.isfinite(got[name]).all():
            raise AssertionError(f"{case}:\n    {name} holds values that are not finite")


def check_initial(case, got, shapes):
    """AssertionError unless the weights in `got` have a variance of 1 / (number of inputs), as far as chance allows, and the biases are 0."""
    check_named_arrays(case, got, shapes)
    for name, shape in shapes.items():
        if name[0] == "b":
            if got[name].any():
                raise AssertionError(f"{case}:\n    {name} must be 0 at the start; it holds {got[name].ravel()[np.abs(got[name]).argmax()]:.3g}")
            continue
        if got[name].dtype != np.float32:
            raise AssertionError(f"{case}:\n    {name} must be float32; it is {got[name].dtype}")
        inputs = int(np.prod(shape[1:])) if len(shape) == 4 else shape[0]
        spread, wanted = float(np.sqrt((got[name] ** 2).mean())), 1 / np.sqrt(inputs)
        slack = 4 / np.sqrt(2 * got[name].size)  # four standard deviations of the spread of so many numbers
        if abs(spread / wanted - 1) > slack:
            hint = ""
            outputs = shape[0] if len(shape) == 4 else shape[1]
            guesses = {
                "He's, variance 2 / inputs": np.sqrt(2 / inputs),
                "1 / inputs itself, which is to be the variance": 1 / inputs,
                "1 / √ of the number of outputs": 1 / np.sqrt(outputs),
                "1": 1.0,
            }
            for what, other in guesses.items():
                if abs(spread / other - 1) < slack:
                    hint = f"; this looks like {what}"
            raise AssertionError(f"{case}:\n    {name} has {inputs} inputs, so its spread should be 1 / √{inputs} = {wanted:.4f}; it is {spread:.4f}{hint}")
        mean, most = float(got[name].mean()), 5 * wanted / np.sqrt(got[name].size)
        if abs(mean) > most:
            raise AssertionError(f"{case}:\n    the mean of {name} is {mean:.4f}; weights around 0 have one between {-most:.4f} and {most:.4f}")
