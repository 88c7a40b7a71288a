"""Usual mistakes in the exercises of chapter 9 and what they lead to: {mistake in words: the wrong result}."""

import itertools
import math

import numpy as np
import paddle
import paddle.nn.functional as F
from paddle import nn

from course.checks import check, difference


def shapes(classes=10):
    """The shapes of LeNet-5's parameters, in the order of the forward pass."""
    return [[6, 1, 5, 5], [6], [16, 6, 5, 5], [16], [120, 16, 5, 5], [120], [120, 84], [84], [84, classes], [classes]]


def some_weights(seed, classes=10):
    """Float32 arrays of these shapes, large enough that every mistake shows in the scores."""
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=shape) * (1.5 / math.sqrt(math.prod(shape[1:] if len(shape) == 4 else shape[:1])) if len(shape) > 1 else 0.3)).astype("float32") for shape in shapes(classes)]


def check_parameters(case, net, classes=10):
    """Raise AssertionError with a diagnosis unless the network's parameters have the shapes of LeNet-5; else return them."""
    parameters = list(net.parameters())
    got, wanted = [list(parameter.shape) for parameter in parameters], shapes(classes)
    if got == wanted:
        return parameters
    if not got:
        problem = "it has no parameters. Call super().__init__() first, and make the layers in __init__ as attributes or in nn.Sequential: those in a plain list are not found"
    elif got == [shape for shape in wanted if len(shape) > 1]:
        problem = "there are weights but no biases; leave bias_attr as it is"
    elif len(got) < len(wanted) and all(shape in wanted for shape in got):
        problem = f"{len(got)} parameters, not {len(wanted)}: a layer is missing. Is it made in __init__, as an attribute or in nn.Sequential? Those in a plain list are not found"
    elif sorted(got) == sorted(wanted):
        problem = "all shapes are there, but in another order: make the layers in the order of the forward pass"
    else:
        number = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), len(wanted))
        found = got[number] if number < len(got) else "nothing"
        expected = wanted[number] if number < len(wanted) else "nothing"
        problem = f"parameter {number} has the shape {found}, expected {expected}" + _about_shape(found, expected, classes)
    raise AssertionError(f"{case}:\n    {problem}")


def _about_shape(found, expected, classes):
    likely = {
        "The third convolution is a fully connected layer: the counts are equal, the layer is not.": found == [400, 120],
        "The kernel does not fit: all three are 5×5.": len(found) == 4 and len(expected) == 4 and found[:2] == expected[:2],
        "The pictures are grey: one channel goes in.": found == [6, 3, 5, 5],
        "The argument `classes` is not used.": found == [84, 10] and classes != 10,
    }
    return "".join(f"\n    Likely mistake: {mistake}" for mistake, fits in likely.items() if fits)


def give_weights(parameters, weights):
    """Put arrays into the parameters of a network, in this order."""
    for parameter, array in zip(parameters, weights, strict=True):
        parameter.set_value(array)


def reference(weights):
    """LeNet-5 from Paddle's layers with these weights, in the order of `shapes`."""
    layers = [nn.Conv2D(1, 6, 5), nn.ReLU(), nn.MaxPool2D(2), nn.Conv2D(6, 16, 5), nn.ReLU(), nn.AvgPool2D(2)]
    layers += [nn.Conv2D(16, 120, 5), nn.ReLU(), nn.Flatten(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, len(weights[-1]))]
    net = nn.Sequential(*layers)
    give_weights(net.parameters(), weights)
    return net


def scores(weights, x):
    """The right scores of LeNet-5 for pictures x [N, 1, 32, 32], and the wrong ones of usual mistakes."""
    relu, keep = F.relu, lambda y: y
    right = _scores(weights, x)
    others = {"ReLU": [relu] * 4, "sigmoid": [F.sigmoid] * 4, "tanh": [F.tanh] * 4, "none": [keep] * 4}
    mistakes = {
        "Both poolings take the maximum; the second is to average.": _scores(weights, x, pools="mm"),
        "Both poolings average; the first is to take the maximum.": _scores(weights, x, pools="aa"),
        "The poolings are swapped: first the maximum, then the average.": _scores(weights, x, pools="am"),
        "Sigmoid instead of ReLU.": _scores(weights, x, others["sigmoid"]),
        "Tanh instead of ReLU.": _scores(weights, x, others["tanh"]),
        "There is no ReLU at all.": _scores(weights, x, others["none"]),
        "Softmax stands at the end; return the scores, the loss does the rest.": _softmax(right),
        "Log-softmax stands at the end; return the scores, the loss does the rest.": np.log(_softmax(right)),
        "ReLU stands behind the last layer, too: scores may be negative.": right.clip(0),
        "ReLU stands behind the second pooling; it belongs before it, and with a mean that is not the same.": _scores(weights, x, relu_behind_pooling=True),
        "The biases are not used.": _scores([a if a.ndim > 1 else 0 * a for a in weights], x),
    }
    names = ["the first convolution", "the second convolution", "the third convolution", "the first fully connected layer"]
    for number, name in enumerate(names):
        mistakes[f"ReLU is missing behind {name}."] = _scores(weights, x, [keep if i == number else relu for i in range(4)])
    for missing in itertools.combinations(range(4), 2):
        two = " and ".join(names[i] for i in missing)
        mistakes[f"ReLU is missing behind {two}."] = _scores(weights, x, [keep if i in missing else relu for i in range(4)])
    return right, mistakes


def _scores(weights, x, activations=(F.relu,) * 4, pools="ma", relu_behind_pooling=False):
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = (paddle.to_tensor(array) for array in weights)
    pool = {"m": F.max_pool2d, "a": F.avg_pool2d}
    with paddle.no_grad():
        y = pool[pools[0]](activations[0](F.conv2d(paddle.to_tensor(x), w1, b1)), 2)
        y = F.conv2d(y, w2, b2)
        y = F.relu(pool[pools[1]](y, 2)) if relu_behind_pooling else pool[pools[1]](activations[1](y), 2)
        y = activations[2](F.conv2d(y, w3, b3)).flatten(1)
        return F.linear(activations[3](F.linear(y, w4, b4)), w5, b5).numpy()


def _softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def flops(layers, input_shape):
    """(the right counts of exercise 9.3, the output shapes, {mistake: counts})."""
    right, shapes_after = _flops(layers, input_shape)
    mistakes = {
        "A convolution adds its bias to every output: one more for each output, where it has one.": _flops(layers, input_shape, conv_bias=False)[0],
        "The additions of a bias are counted though this convolution has none.": _flops(layers, input_shape, always_bias=True)[0],
        "A fully connected layer is counted without its bias in Paddle's convention.": _flops(layers, input_shape, fc_bias=True)[0],
        "These are FLOPs as 2·MAC; Paddle's convention counts a multiplication with its addition as one.": _flops(layers, input_shape, factor=2, conv_bias=False)[0],
        "Average pooling counts one for each output.": _flops(layers, input_shape, average=0)[0],
        "Average pooling counts one for each output, not one for each number in the window.": _flops(layers, input_shape, average="window")[0],
        "Max pooling counts nothing.": _flops(layers, input_shape, maximum=1)[0],
        "ReLU counts nothing.": _flops(layers, input_shape, relu=1)[0],
        "These are parameters, not operations: each weight works once for every output pixel.": _flops(layers, input_shape, parameters=True)[0],
        "The counts grow with N; count for one picture.": [input_shape[0] * number for number in right],
        "The bias of a convolution is counted once for each filter; it is added to every output.": _flops(layers, input_shape, per_filter=True)[0],
        "The kernel's channels are missing: each output looks at all C_in channels.": _flops(layers, input_shape, channels=False)[0],
        "The sides are rounded up; a window that does not fit is left out, so round down.": _flops(layers, input_shape, up=True)[0],
        "The padding stands on one side only; it is added on both.": _flops(layers, input_shape, paddings=1)[0],
        "The stride of a convolution is not used.": _flops(layers, input_shape, strided=False)[0],
        "The padding of a pooling is not used.": _flops(layers, input_shape, padded_pooling=False)[0],
        "A fully connected layer flattens what comes before it: its inputs are all C·H·W numbers.": _flops(layers, input_shape, flattened=False)[0],
        "The result needs one number for each layer, a 0 for ReLU, too.": [number for number, layer in zip(right, layers) if layer["type"] != "relu"],
    }
    return right, shapes_after, mistakes


def _flops(layers, input_shape, conv_bias=True, always_bias=False, fc_bias=False, factor=1, average=1, maximum=0, relu=0, parameters=False, per_filter=False, channels=True, up=False, paddings=2, strided=True, padded_pooling=True, flattened=True):
    shape, counts, after = list(input_shape[1:]), [], []
    for layer in layers:
        kind = layer["type"]
        if kind in ("conv", "max_pool", "avg_pool"):
            k = layer["kernel"]
            stride, padding = layer.get("stride", 1 if kind == "conv" else k), layer.get("padding", 0)
            if kind == "conv":
                stride = stride if strided else 1
            elif not padded_pooling:
                padding = 0
            c_in, sides = shape[0], [(n + paddings * padding - k + (stride - 1) * up) // stride + 1 for n in shape[1:]]
            shape = [layer["filters"] if kind == "conv" else c_in, *sides]
        if kind == "conv":
            has_bias = always_bias or (conv_bias and layer.get("bias", True))
            outputs, weights = math.prod(shape), (c_in if channels else 1) * k * k
            number = shape[0] * (weights + has_bias) if parameters else outputs * factor * weights + has_bias * (shape[0] if per_filter else outputs)
        elif kind == "max_pool":
            number = maximum * math.prod(shape)
        elif kind == "avg_pool":
            number = math.prod(shape) * (k * k if average == "window" else average)
        elif kind == "relu":
            number = relu * math.prod(shape)
        else:
            inputs, shape = math.prod(shape) if flattened else shape[0], [layer["units"]]
            number = shape[0] * (factor * inputs + (fc_bias or parameters))
        counts.append(number)
        after.append(shape)
    return counts, after


def momentum(w, gradients, rates, momentum, decay):
    """What Paddle's Momentum makes of w and a velocity of 0 with these gradients and rates: (w, velocity), float64 arrays."""
    parameter = paddle.create_parameter(list(w.shape), "float64")
    parameter.set_value(w)
    optimizer = paddle.optimizer.Momentum(rates[0], momentum, parameters=[parameter], weight_decay=decay or None)
    for gradient, rate in zip(gradients, rates, strict=True):
        optimizer.set_lr(rate)
        (parameter * paddle.to_tensor(gradient)).sum().backward()
        optimizer.step()
        optimizer.clear_grad()
    return parameter.numpy(), next(iter(optimizer._accumulators["velocity"].values())).numpy()


def check_momentum(case, got, right, arguments):
    """Raise AssertionError with a diagnosis unless `got` is the right (w, velocity). arguments: those of wrong_momentum."""
    assert isinstance(got, (tuple, list)) and len(got) == 2, f"{case}: return two arrays, w and velocity."
    wrong = wrong_momentum(*arguments)
    both = {mistake: pair for mistake, pair in wrong.items() if not any(map(difference, got, pair))}
    for position, name in enumerate(("w", "velocity")):
        check(f"{case}: {name}", got[position], right[position], {mistake: pair[position] for mistake, pair in (both or wrong).items()})


def wrong_momentum(w, dw, velocity, rate, momentum, decay):
    """{mistake: (w, velocity)} of one step."""
    g = dw + decay * w
    v = momentum * velocity + g
    rules = {
        "The step goes uphill; subtract it.": (w + rate * v, v),
        "The step uses the gradient alone; it follows the new velocity.": (w - rate * g, v),
        "The step uses the old velocity; it follows the new one.": (w - rate * velocity, v),
        "The gradient is weighed with 1 - momentum; Paddle adds it whole.": _step(w, momentum * velocity + (1 - momentum) * g, rate),
        "The rate is inside the velocity; in Paddle it multiplies the velocity afterwards.": (w - (momentum * velocity + rate * g), momentum * velocity + rate * g),
        "The velocity is not carried on.": _step(w, g, rate),
        "Momentum weighs the gradient instead of the old velocity.": _step(w, velocity + momentum * g, rate),
        "Momentum and the new gradient are both weighed.": _step(w, momentum * (velocity + g), rate),
        "This is Nesterov's momentum, Paddle's use_nesterov=True.": (w - rate * (g + momentum * v), v),
        "The velocity is subtracted from; add the gradient and subtract the step.": (w + rate * (momentum * velocity - g), momentum * velocity - g),
        "w and velocity are returned in the other order.": (v, w - rate * v),
    }
    if decay:
        plain = momentum * velocity + dw
        rules |= {
            "The weight decay is not used.": _step(w, plain, rate),
            "The weight decay is taken from w beside the step; Paddle adds it to the gradient, so the velocity gets it, too.": (w - rate * plain - rate * decay * w, plain),
            "The weight decay shrinks w by itself, without the rate; Paddle adds it to the gradient.": (w - rate * plain - decay * w, plain),
            "The weight decay shrinks the new weights, after the step; Paddle adds it to the gradient, before it.": ((1 - rate * decay) * (w - rate * plain), plain),
            "The weight decay has the wrong sign: it must pull towards 0.": _step(w, momentum * velocity + dw - decay * w, rate),
            "The weight decay is doubled: its part of the gradient is weight_decay · w.": _step(w, momentum * velocity + dw + 2 * decay * w, rate),
            "The weight decay is halved: its part of the gradient is weight_decay · w.": _step(w, momentum * velocity + dw + decay * w / 2, rate),
            "The weight decay ignores the size of w: that is the gradient of a sum of absolute values.": _step(w, momentum * velocity + dw + decay * np.sign(w), rate),
        }
    return rules


def _step(w, velocity, rate):
    return w - rate * velocity, velocity


def accuracies(z, labels, batch_size):
    """The right accuracy of scores z [N, K] taken in batches, and {mistake: the wrong one}."""
    said = z.argmax(1)
    right = said == labels
    batches = [right[start : start + batch_size] for start in range(0, len(right), batch_size)]
    whole = [batch for batch in batches if len(batch) == batch_size]
    mistakes = {"This is the mean of the batches' accuracies; a short last batch counts too much in it.": np.mean([batch.mean() for batch in batches])}
    if len(batches) > 1:
        mistakes["Every batch is compared with the labels of the first."] = (said == labels[np.arange(len(z)) % batch_size]).mean()
    if whole:
        mistakes |= {
            "The last, short batch is left out.": np.concatenate(whole).mean(),
            "The last, short batch is left out, but its pictures are in the denominator.": np.concatenate(whole).sum() / len(right),
            "The last, short batch is counted as a full one: divide by the number of labels.": right.sum() / (len(batches) * batch_size),
        }
    mistakes |= {
        "Only the first batch is counted.": batches[0].mean(),
        "Only the last batch is counted.": batches[-1].mean(),
        "This is the share of mistakes.": 1 - right.mean(),
        "This is a number of pictures; divide by how many there are.": float(right.sum()),
        "This is in percent; return a share from 0 to 1.": 100 * right.mean(),
        "The smallest score is taken; the answer is the largest.": (z.argmin(1) == labels).mean(),
        "In each batch every answer is compared with every label: flatten the labels.": sum((said[i : i + batch_size] == labels[i : i + batch_size, None]).sum() for i in range(0, len(z), batch_size)) / len(z),
    }
    return float(right.mean()), {mistake: float(wrong) for mistake, wrong in mistakes.items()}


def check_report(case, got, training, validation, batch_size, statistics=None):
    """Raise AssertionError with a diagnosis unless `got` is the right report of exercise 9.6.

    training, validation: (x [N, K], labels [N]); statistics: (mean, variance) in inference of the BatchNorm1D that was the network, None for `crowded`.
    """
    assert isinstance(got, dict) and {"training", "validation"} <= set(got), f"{case}: the result must be a dict with 'training' and 'validation', got {got!r}"
    parts = {"training": training, "validation": validation}
    scores = {name: x if statistics is None else (x - statistics[0]) / np.sqrt(statistics[1] + 1e-5) for name, (x, _) in parts.items()}
    counts = {name: (z.argmax(1) == parts[name][1]).sum() for name, z in scores.items()}
    for name, other in (("training", "validation"), ("validation", "training")):
        x, labels = parts[name]
        right, mistakes = accuracies(scores[name], labels, batch_size)
        known = {}
        if statistics is None:
            taken = [i if i < batch_size else i - batch_size for i in range(len(x))]
            known["The network got more than batch_size pictures at once."] = (x[taken].argmax(1) == labels).mean()
        else:
            by_batch = np.concatenate([_standardized(x[start : start + batch_size]) for start in range(0, len(x), batch_size)])
            in_training, of_batches = accuracies(by_batch, labels, batch_size)
            known["The network was in training mode: put all its layers in inference mode, with net.eval(), before you evaluate."] = in_training
            known["The network was in training mode, and the mean is one of batches."] = of_batches[next(iter(mistakes))]
        known[f"These are the {other} pictures under the name of the others."] = counts[other] / len(scores[other])
        known[f"The right answers are divided by the number of {other} pictures."] = counts[name] / len(scores[other])
        known[f"The right answers of the {other} pictures are counted, too: begin with 0 for each set."] = sum(counts.values()) / len(x)
        check(f"{case}: {name}", got[name], right, known | mistakes)


def crowded(layers, batch_size):
    """A network from the module `layers` that returns its x [n, K] if n <= batch_size, and otherwise mistakes each later row for the one batch_size before it."""
    conv = layers.Conv2D(1, 1, [2, 1], dilation=[batch_size, 1], bias_attr=False)
    conv.weight.set_value(np.array([1e4, 1], "float32").reshape(1, 1, 2, 1))
    net = layers.Sequential(layers.Unflatten(0, [1, 1, -1]), layers.ZeroPad2D([0, 0, batch_size, 0]), conv, layers.Flatten(0, 2))
    net.eval()
    return net


def _standardized(x):
    return (x - x.mean(0)) / np.sqrt(x.var(0) + 1e-5)


def small_net(layers, weights):
    """nn.Sequential(Linear, BatchNorm1D, Linear) from the module `layers` (paddle.nn, or a student's), with these weights."""
    sizes = [weights[0].shape, weights[4].shape]
    net = layers.Sequential(layers.Linear(*sizes[0]), layers.BatchNorm1D(sizes[0][1]), layers.Linear(*sizes[1]))
    trained = [parameter for parameter in net.parameters() if not parameter.stop_gradient]
    order = [weights[0], weights[1], weights[2], weights[3], weights[4], weights[5]]
    give_weights(trained, order)
    return net


def small_weights(rng, features=4, units=5, classes=3):
    """Weights for small_net: weight, bias, gamma, beta, weight, bias."""
    sizes = [(features, units), (units,), (units,), (units,), (units, classes), (classes,)]
    return [rng.normal(size=size).astype("float32") for size in sizes]


EPOCHS = {  # {mistake: how the epoch is run wrongly}
    "The gradients of earlier steps are still there: call optimizer.clear_grad() after each step.": {"clear": False},
    "The network was in inference mode: call net.train() before you train.": {"mode": "eval"},
    "The pictures are taken as they lie; take them in the given order.": {"ordered": False},
    "The last, short batch is left out.": {"short": False},
    "The optimizer never steps, or not before the end: step after each batch.": {"step": False},
    "The gradient is that of a sum; the loss of a batch is a mean.": {"reduction": "sum"},
    "Scores went through softmax before the cross-entropy, which does that itself.": {"softmax": True},
    "The pictures are taken in the given order, but their labels are not.": {"labels_ordered": False},
    "There is one step at the end of the epoch; take one for each batch.": {"step_each": False},
    "Only the first batch is used: the return stands inside the loop.": {"batches": 1},
    "These are the numbers of the last batch; they are to be of all pictures.": {"last": True},
    "Each batch is measured again after the step; use the scores that it was trained with.": {"after": True},
}


def epoch(weights, x, labels, batch_size, order, rate, momentum, clear=True, mode="train", ordered=True, short=True, step=True, reduction="mean", softmax=False, labels_ordered=True, step_each=True, batches=None, last=False, after=False):
    """One epoch of training a small_net with Momentum: (parameters and statistics afterwards, loss, accuracy, mean of batch losses, of accuracies)."""
    net = small_net(nn, weights)
    getattr(net, mode)()
    optimizer = paddle.optimizer.Momentum(rate, momentum, parameters=net.parameters())
    order = np.asarray(order) if ordered else np.arange(len(order)) % len(x)
    sizes, of_batches = [], []
    starts = range(0, len(order), batch_size)[:batches]
    for start in starts:
        chosen = order[start : start + batch_size]
        if len(chosen) < batch_size and not short:
            break
        wanted = labels[chosen if labels_ordered else np.arange(start, start + len(chosen)) % len(x)]
        z, right = net(paddle.to_tensor(x[chosen])), paddle.to_tensor(wanted)
        loss = F.cross_entropy(F.softmax(z) if softmax else z, right, reduction=reduction)
        loss.backward()
        stepping = step and (step_each or start == starts[-1])
        if stepping:
            optimizer.step()
        if clear and (stepping or step_each):
            optimizer.clear_grad()
        if after:
            z = net(paddle.to_tensor(x[chosen]))
            loss = F.cross_entropy(z, right)
        of_batches.append([float(loss), (z.numpy().argmax(1) == wanted).mean()])
        sizes.append(len(chosen))
    numbers = of_batches[-1] if last else np.average(of_batches, axis=0, weights=sizes)
    return [parameter.numpy() for parameter in net.parameters()], *numbers, *np.mean(of_batches, axis=0)
