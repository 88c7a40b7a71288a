"""What the usual mistakes in the exercises of chapter 10 lead to, and AlexNet computed from a list of weights."""

import numpy as np
import paddle
import paddle.nn.functional as F

from course.checks import difference

NAMES = [f"{layer}'s {what}" for layer in ("conv1", "conv2", "conv3", "conv4", "conv5", "fc1", "fc2", "fc3") for what in ("weight", "bias")]
STRIDES, PADDINGS = (4, 1, 1, 1, 1), (5, 2, 1, 1, 1)


def shapes(num_classes, width, size):
    """The shapes of AlexNet's 16 parameters in the order of the forward pass."""
    side = ((size - 1) // 4 + 1) // 2 // 2 // 2
    channels = [3, *(int(count * width) for count in (96, 256, 384, 384, 256))]
    units = [channels[-1] * side * side, int(4096 * width), int(4096 * width), num_classes]
    found = []
    for before, after, k in zip(channels, channels[1:], (11, 5, 3, 3, 3)):
        found += [[after, before, k, k], [after]]
    for inputs, outputs in zip(units, units[1:]):
        found += [[inputs, outputs], [outputs]]
    return found


def check_parameters(case, net, num_classes, width, size):
    """Raise AssertionError with a diagnosis unless the network's parameters have AlexNet's shapes; returns the parameters."""
    parameters = list(net.parameters())
    got = [[int(side) for side in parameter.shape] for parameter in parameters]
    expected = shapes(num_classes, width, size)
    for number, (name, here, wanted) in enumerate(zip(NAMES, got, expected), 1):
        if here == wanted:
            continue
        why = ""
        if len(got) == 8 and got == expected[::2]:
            why = " The biases are missing in all layers."
        elif name == "fc1's weight" and here[1:] == wanted[1:]:
            why = " How many numbers fc1 sees follows from the size of the picture: walk through the shapes for this size."
            if here[0] == 12544 * width or here[0] == 12544:
                why = " These are the numbers that fc1 sees with pictures of 224 pixels; they follow from `size`."
        elif here == shapes(num_classes, 1.0, size)[number - 1] or name.startswith("fc") and here[-1:] == [4096] != wanted[-1:]:
            why = " The width is not used here."
        elif name == "fc3's weight" and here[:1] == wanted[:1]:
            why = " The last layer has one score for each class: num_classes of them."
        elif len(here) != len(wanted):
            why = " A parameter is missing before it, there is one too many, or the layers are made in another order."
        elif len(here) == 4 and here[0] == wanted[0] and here[1] * 2 == wanted[1]:
            why = " This looks like a convolution in two groups; the table has none."
        elif len(here) == 4 and here[2:] != wanted[2:]:
            why = f" This kernel should have {wanted[2]}×{wanted[3]} pixels."
        raise AssertionError(f"{case}:\n    parameter {number}, {name}: got the shape {here}, expected {wanted}.{why}")
    if len(got) != len(expected):
        raise AssertionError(f"{case}:\n    got {len(got)} parameters, expected {len(expected)}: five convolutions and three fully connected layers, each with weight and bias")
    return parameters


def draw_weights(num_classes, width, size, seed):
    """Weights for AlexNet that keep numbers of one size through all layers, as a list of float32 arrays."""
    rng = np.random.default_rng(seed)
    return [
        (rng.normal(size=shape) * (0.3 if len(shape) == 1 else np.sqrt(2 / np.prod(shape[1:] if len(shape) == 4 else shape[:1])))).astype("float32")
        for shape in shapes(num_classes, width, size)
    ]


def give(parameters, weights):
    """Put arrays into a network's parameters."""
    for parameter, array in zip(parameters, weights, strict=True):
        parameter.set_value(array)


def scores(weights, x, slip=""):
    """AlexNet's scores [N, num_classes] at inference for pictures x [N, 3, H, W], with one slip or none."""
    y = paddle.to_tensor(x)
    arrays = [paddle.to_tensor(array) for array in weights]
    activate = {"sigmoid": F.sigmoid, "tanh": F.tanh, "leaky": F.leaky_relu, "GELU": F.gelu}.get(slip, F.relu)
    pool = F.avg_pool2d if slip == "average" else F.max_pool2d
    window = (3, 2, 1) if slip == "windows" else (2, 2)
    for number in range(1, 6):
        y = F.conv2d(y, *arrays[2 * number - 2 : 2 * number], stride=STRIDES[number - 1], padding=4 if slip == "padding" and number == 1 else PADDINGS[number - 1])
        if slip != f"no ReLU after conv{number}" and not (slip == "no ReLU after conv3 and conv4" and number in (3, 4)):
            y = activate(y)
        if slip == "normalization" and number < 3:
            y = F.local_response_norm(y, 5)
        if number in (1, 2, 5):
            y = pool(y, *window)
    y = (y.transpose([0, 2, 3, 1]) if slip == "channels last" else y).flatten(1)
    for number in range(1, 4):
        y = y @ arrays[2 * number + 8] + arrays[2 * number + 9]
        if number < 3 and slip not in (f"no ReLU after fc{number}", "no ReLU after fc1 and fc2"):
            y = activate(y)
        if number < 3 and slip == "halved":
            y = y / 2
    endings = {"softmax": F.softmax, "ReLU at the end": F.relu, "sigmoid at the end": F.sigmoid, "log-softmax": F.log_softmax}
    return endings.get(slip, lambda z: z)(y).numpy()


def score_slips(weights, x):
    """Usual mistakes in AlexNet's forward pass: {sentence: the scores that it leads to}."""
    sentences = {f"no ReLU after {layer}": f"The ReLU after {layer} is missing." for layer in ("conv1", "conv2", "conv3", "conv4", "conv5", "fc1", "fc2")}
    sentences |= {
        "no ReLU after fc1 and fc2": "The ReLUs after fc1 and fc2 are missing: without them three fully connected layers are one.",
        "softmax": "There is a softmax at the end. Return the scores: the loss takes the softmax itself.",
        "log-softmax": "There is a logarithm of a softmax at the end. Return the scores themselves.",
        "ReLU at the end": "There is a ReLU after the last layer, which makes negative scores 0. Return the scores as they are.",
        "sigmoid at the end": "There is a sigmoid after the last layer. Return the scores as they are.",
        "padding": "conv1's padding is 4; it is 5.",
        "average": "The poolings take the mean; AlexNet takes the maximum.",
        "sigmoid": "The activation is a sigmoid; AlexNet's is ReLU.",
        "tanh": "The activation is tanh; AlexNet's is ReLU.",
        "leaky": "The activation is a leaky ReLU; AlexNet's is ReLU.",
        "GELU": "The activation is GELU; AlexNet's is ReLU.",
        "windows": "The poolings take 3×3 windows; those of the table are 2×2.",
        "channels last": "The channels come last when the maps are flattened; keep the order [C, H, W].",
        "no ReLU after conv3 and conv4": "The ReLUs after conv3 and conv4 are missing: every convolution has one.",
        "normalization": "There is a local response normalization; our AlexNet has none.",
        "halved": "The outputs of fc1 and fc2 are halved at inference; Paddle's dropout has scaled in training already.",
    }
    if x.shape[2] not in (63, 64):  # elsewhere larger windows leave more rows than fc1 sees
        del sentences["windows"]
    return {sentence: scores(weights, x, slip) for slip, sentence in sentences.items()}


def watch_dropout(parameters, width, size):
    """Set the weights so that the scores show what dropout does: for pictures of zeros all of them are 1 at inference.

    All maps are ones, each the mean of the maps before it; so is each unit of fc1. fc2 and fc3 pass each unit on by itself.
    The network has as many classes as fc1 has units.
    """
    wanted = shapes(int(4096 * width), width, size)
    arrays = [np.zeros(shape, dtype="float32") for shape in wanted]
    arrays[1][:] = 1  # conv1's bias: all its feature maps are 1
    for number in (2, 4, 6, 8):
        middle = wanted[number][2] // 2
        arrays[number][:, :, middle, middle] = 1 / wanted[number][1]
    arrays[10][:] = 1 / wanted[10][0]
    for number in (12, 14):
        arrays[number] = np.eye(*wanted[number], dtype="float32")
    give(parameters, arrays)


def augmented(picture, rng, pad, change, slip=""):
    """The pipeline of the exercise on a picture [C, H, W], with one slip or none."""
    height, width = picture.shape[1:]
    pad = 4 if slip == "pad ignored" else pad
    change = 0.2 if slip == "change ignored" else change
    if slip == "flip drawn first":
        flip = rng.random() < 0.5
    if slip == "factor drawn first":
        factor = rng.uniform(1 - change, 1 + change)
    places = {"no last place": max(2 * pad, 1), "one way": pad + 1}.get(slip, 2 * pad + 1)
    top, left = (int(rng.integers(places)) for _ in range(2))
    if slip == "left drawn first":
        top, left = left, top
    if slip == "one place":
        left = top
    if slip == "other side":
        top, left = 2 * pad - top, 2 * pad - left
    if slip != "flip drawn first":
        flip = rng.random() < 0.5
    flip = not flip if slip == "flip reversed" else flip and slip != "no flip"
    if flip and slip == "flip before crop":
        picture = picture[:, :, ::-1]
    mode = {"edge": "edge", "reflect": "reflect", "wrap": "wrap"}.get(slip, "constant")
    if pad and slip != "no crop":
        picture = np.pad(picture, ((0, 0), (pad, pad), (pad, pad)), mode=mode)[:, top : top + height, left : left + width]
    if flip and slip != "flip before crop":
        picture = {"upside down": picture[:, ::-1], "channels": picture[::-1], "turned": picture[:, ::-1, ::-1]}.get(slip, picture[:, :, ::-1])
    if slip == "factors":
        factor = rng.uniform(1 - change, 1 + change, size=(len(picture), 1, 1))
    elif slip != "factor drawn first":
        factor = rng.uniform(1 - change, 1 + change)
    if slip == "added":
        return np.clip(picture + factor - 1, 0, 1)
    if slip == "no brightness":
        return picture
    return picture * factor if slip == "not clipped" else np.clip(picture * factor, 0, 1)


AUGMENTATION_SLIPS = {
    "pad ignored": "The border is 4 pixels wide, whatever `pad` is.",
    "change ignored": "The brightness changes by up to 0.2, whatever `change` is.",
    "left drawn first": "Rows and columns are exchanged: the row of the corner is drawn first, then the column.",
    "one place": "Row and column of the corner need a draw each.",
    "other side": "The corner is counted from the other end: (0, 0) is the top left corner of the padded picture.",
    "no crop": "The picture is not moved.",
    "no last place": "The last place never comes up: there are 2 * pad + 1 of them, 0 to 2 * pad.",
    "one way": "There are 2 * pad + 1 places, 0 to 2 * pad, not pad + 1.",
    "edge": "The border repeats the picture's edge; pad with zeros.",
    "reflect": "The border mirrors the picture; pad with zeros.",
    "wrap": "The picture is rolled round: what leaves it on one side comes back on the other. It is lost, and zeros come in.",
    "flip reversed": "It is mirrored where it must not be, or the other way round: draw `rng.random()` after the corner, and mirror where it is below 0.5.",
    "no flip": "It is never mirrored.",
    "flip before crop": "The picture is mirrored before it is moved; the order is crop, mirror, brightness.",
    "upside down": "Top and bottom are exchanged; exchange left and right: the last axis.",
    "turned": "It is turned by 180°: only the last axis is to be reversed.",
    "channels": "The channels are exchanged; the columns are the last axis.",
    "flip drawn first": "The mirror is drawn before the corner; the order of the draws is corner, mirror, factor.",
    "factor drawn first": "The factor is drawn first; it is the last draw.",
    "factors": "Each channel has a factor of its own; one draw holds for all channels.",
    "added": "The change of brightness is added; it is a factor.",
    "no brightness": "The brightness is not changed.",
    "not clipped": "Values above 1 are left; clip to 0 … 1.",
}


def augmentation_slips(picture, seed, pad, change):
    """Usual mistakes in `augment` where the generator has this seed: {sentence: the picture that it leads to}."""
    right = augmented(picture, np.random.default_rng(seed), pad, change)
    found = {sentence: augmented(picture, np.random.default_rng(seed), pad, change, slip) for slip, sentence in AUGMENTATION_SLIPS.items() if slip != "reflect" or pad < min(picture.shape[1:])}
    return {sentence: wrong for sentence, wrong in found.items() if wrong.shape != right.shape or difference(wrong, right)}


def draws(seed, pad, change):
    """(top, left, whether it is mirrored, factor) that the pipeline draws with this seed."""
    rng = np.random.default_rng(seed)
    top, left = (int(rng.integers(2 * pad + 1)) for _ in range(2))
    return top, left, bool(rng.random() < 0.5), float(rng.uniform(1 - change, 1 + change))


def response_slips(x, size, alpha, beta, k):
    """Usual mistakes in local response normalization of x [N, C, H, W]."""
    x = np.asarray(x, dtype=float)
    half = size // 2

    def sums(axis=1, before=half, after=half, squares=x**2):
        width = [(0, 0)] * 4
        width[axis] = (before, after)
        padded = np.moveaxis(np.pad(squares, width), axis, 0)
        total = sum(padded[shift : shift + x.shape[axis]] for shift in range(before + after + 1))
        return np.moveaxis(total, 0, axis)

    in_place = x.copy()
    for c in range(x.shape[1]):
        squares = (in_place[:, max(0, c - half) : c + half + 1] ** 2).sum(axis=1)
        in_place[:, c] /= (k + alpha * squares) ** beta

    return {
        "alpha is divided by size: that is Paddle's formula; the paper adds the squares.": x / (k + alpha / size * sums()) ** beta,
        "The mean of the squares is taken; add them.": x / (k + alpha * sums() / sums(squares=np.ones_like(x))) ** beta,
        "k is 1, Paddle's default; the paper's is 2.": x / (1 + alpha * sums()) ** beta,
        "k is missing.": x / np.where((lower := alpha * sums()) > 0, lower, 1) ** beta,
        "The power beta is missing.": x / (k + alpha * sums()),
        "alpha is missing.": x / (k + sums()) ** beta,
        "The values are not squared before they are added.": x / np.abs(k + alpha * sums(squares=x)) ** beta,
        "The absolute values are added; add the squares.": x / (k + alpha * sums(squares=np.abs(x))) ** beta,
        "No other channel is counted; the neighbours are channels, axis 1.": x / (k + alpha * x**2) ** beta,
        "It goes along the rows; the neighbours are channels, axis 1.": x / (k + alpha * sums(axis=2)) ** beta,
        "It goes along the columns; the neighbours are channels, axis 1.": x / (k + alpha * sums(axis=3)) ** beta,
        "Only the channels before it are counted; half of the others lie behind.": x / (k + alpha * sums(before=size - 1, after=0)) ** beta,
        "Only the channels behind it are counted; half of the others lie before.": x / (k + alpha * sums(before=0, after=size - 1)) ** beta,
        "The neighbourhood reaches too far: `size` channels in all, size // 2 on each side.": x / (k + alpha * sums(before=size, after=size)) ** beta,
        "The last neighbour is missing: a slice ends before its end.": x / (k + alpha * sums(after=max(half - 1, 0))) ** beta,
        "The sum is over all channels.": x / (k + alpha * (x**2).sum(axis=1, keepdims=True)) ** beta,
        "The sum is over all rows and columns as well; every place has its own.": x / (k + alpha * sums().sum(axis=(2, 3), keepdims=True)) ** beta,
        "The sum is over all pictures as well; every picture has its own.": x / (k + alpha * sums().sum(axis=0)) ** beta,
        "The sum is squared; square first, then add.": x / (k + alpha * sums(squares=x) ** 2) ** beta,
        "The power is taken before k is added; it is taken of the whole.": x / (k + (alpha * sums()) ** beta),
        "Some neighbours have already been divided: write into a new array, not into x.": in_place,
        "It is multiplied where it must be divided.": x * (k + alpha * sums()) ** beta,
        "This is the denominator alone; divide x by it.": (k + alpha * sums()) ** beta,
        "The channel itself is not counted among its neighbours.": x / (k + alpha * (sums() - x**2)) ** beta,
        "Neighbours wrap round: channel 0 is no neighbour of the last one.": x / (k + alpha * sum(np.roll(x**2, shift, 1) for shift in range(-half, half + 1))) ** beta,
    }


def two(got, first, second):
    """A pair as it should be; AssertionError that names its two parts where it is something else."""
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise AssertionError(f"expected two results, {first} and {second}; got {type(got).__name__}. Return them as `return {first}, {second}`.")
    return got
