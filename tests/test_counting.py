"""Counting networks: the golden numbers, agreement with Paddle's own counters, receptive fields against gradients."""

import copy
import json
import re
from pathlib import Path

import numpy as np
import pytest

from course import counting

# isort: split
import paddle
import paddle.nn.functional as F
from paddle import nn

GOLDEN = {name: entry["expected"] for name, entry in json.loads(Path(__file__).with_name("golden.json").read_text()).items()}


def lenet5():
    return nn.Sequential(
        ("conv1", nn.Conv2D(1, 6, 5)), ("relu1", nn.ReLU()), ("pool2", nn.MaxPool2D(2, 2)),
        ("conv3", nn.Conv2D(6, 16, 5)), ("relu3", nn.ReLU()), ("avgpool", nn.AvgPool2D(2, 2)),
        ("conv5", nn.Conv2D(16, 120, 5)), ("relu5", nn.ReLU()), ("flatten", nn.Flatten()),
        ("linear6", nn.Linear(120, 84)), ("relu6", nn.ReLU()), ("linear7", nn.Linear(84, 10)),
    )  # fmt: skip


def sigmoid_lenet(channels, kernel, units, outputs):
    return nn.Sequential(
        nn.Conv2D(channels, 6, 5), nn.Sigmoid(), nn.MaxPool2D(2, 2),
        nn.Conv2D(6, 16, 5), nn.Sigmoid(), nn.MaxPool2D(2, 2),
        nn.Conv2D(16, 120, kernel), nn.Sigmoid(), nn.Flatten(),
        nn.Linear(units, 64), nn.Sigmoid(), nn.Linear(64, outputs),
    )  # fmt: skip


def alexnet():
    layers, channels = [], 3
    sizes = [(96, 11, 4, 5, True), (256, 5, 1, 2, True), (384, 3, 1, 1, False), (384, 3, 1, 1, False), (256, 3, 1, 1, True)]
    for filters, k, stride, padding, pooled in sizes:
        layers += [nn.Conv2D(channels, filters, k, stride, padding), nn.ReLU()] + [nn.MaxPool2D(2, 2)] * pooled
        channels = filters
    return nn.Sequential(*layers, *classifier(12544))


def classifier(units):
    return [nn.Flatten(), nn.Linear(units, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 1)]


def vgg16_blocks(width=64):
    layers, channels = [], 3
    for filters, convolutions in [(width, 2), (2 * width, 2), (4 * width, 3), (8 * width, 3), (8 * width, 3)]:
        for _ in range(convolutions):
            layers += [nn.Conv2D(channels, filters, 3, padding=1), nn.ReLU()]
            channels = filters
        layers.append(nn.MaxPool2D(2, 2))
    return layers


class Inception(nn.Layer):
    def __init__(self, c_in, c1, c2, c3, c4):
        super().__init__()
        self.p1 = nn.Conv2D(c_in, c1, 1)
        self.p2_1, self.p2_2 = nn.Conv2D(c_in, c2[0], 1), nn.Conv2D(c2[0], c2[1], 3, padding=1)
        self.p3_1, self.p3_2 = nn.Conv2D(c_in, c3[0], 1), nn.Conv2D(c3[0], c3[1], 5, padding=2)
        self.pool, self.p4 = nn.MaxPool2D(3, 1, 1), nn.Conv2D(c_in, c4, 1)

    def forward(self, x):
        paths = [self.p1(x), self.p2_2(F.relu(self.p2_1(x))), self.p3_2(F.relu(self.p3_1(x))), self.p4(self.pool(x))]
        return paddle.concat([F.relu(path) for path in paths], axis=1)


def googlenet(stride=1):
    def pool():
        return nn.MaxPool2D(3, 2, 1)

    return nn.Sequential(
        nn.Conv2D(3, 64, 7, stride, 3), nn.ReLU(), pool(),
        nn.Conv2D(64, 64, 1), nn.ReLU(), nn.Conv2D(64, 192, 3, padding=1), nn.ReLU(), pool(),
        Inception(192, 64, (96, 128), (16, 32), 32), Inception(256, 128, (128, 192), (32, 96), 64), pool(),
        Inception(480, 192, (96, 208), (16, 48), 64), Inception(512, 160, (112, 224), (24, 64), 64),
        Inception(512, 128, (128, 256), (24, 64), 64), Inception(512, 112, (144, 288), (32, 64), 64),
        Inception(528, 256, (160, 320), (32, 128), 128), pool(),
        Inception(832, 256, (160, 320), (32, 128), 128), Inception(832, 384, (192, 384), (48, 128), 128),
        nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(1024, 1),
    )  # fmt: skip


class Residual(nn.Layer):
    def __init__(self, c_in, c_out, stride, shortcut, residual):
        super().__init__()
        self.conv1 = nn.Conv2D(c_in, c_out, 3, stride, 1, bias_attr=False)
        self.conv2 = nn.Conv2D(c_out, c_out, 3, 1, 1, bias_attr=False)
        self.shortcut = nn.Conv2D(c_in, c_out, 1, stride, bias_attr=False) if shortcut else None
        self.bn1, self.bn2 = nn.BatchNorm2D(c_out), nn.BatchNorm2D(c_out)
        self.bn3 = nn.BatchNorm2D(c_out) if shortcut else None
        self.residual = residual

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.residual:
            y = y + (self.bn3(self.shortcut(x)) if self.shortcut else x)
        return F.relu(y)


class ResNet18(nn.Layer):
    def __init__(self, residual=True, width=64, channels=1):
        super().__init__()
        stages = [nn.Sequential(nn.Conv2D(channels, width, 7, 2, 3), nn.BatchNorm2D(width), nn.ReLU(), nn.MaxPool2D(3, 2, 1))]
        c_in = width
        for number in range(4):
            c_out = width * 2**number
            first = Residual(c_in, c_out, 2 if number else 1, number > 0, residual)
            stages.append(nn.Sequential(first, Residual(c_out, c_out, 1, False, residual)))
            c_in = c_out
        self.net = nn.Sequential(*stages, nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(c_in, 10))

    def forward(self, x):
        return self.net(x)


class Bottleneck(nn.Layer):
    def __init__(self, c_in, c, stride):
        super().__init__()
        sizes = [(c_in, c, 1, 1), (c, c, 3, stride), (c, 4 * c, 1, 1)]
        self.convs = nn.LayerList([nn.Conv2D(a, b, k, s, k // 2, bias_attr=False) for a, b, k, s in sizes])
        self.norms = nn.LayerList([nn.BatchNorm2D(b) for _, b, _, _ in sizes])
        self.short = None
        if c_in != 4 * c or stride > 1:
            self.short = nn.Sequential(nn.Conv2D(c_in, 4 * c, 1, stride, bias_attr=False), nn.BatchNorm2D(4 * c))

    def forward(self, x):
        y = x
        for number, (conv, norm) in enumerate(zip(self.convs, self.norms, strict=True)):
            y = norm(conv(y))
            y = F.relu(y) if number < 2 else y
        return F.relu(y + (self.short(x) if self.short else x))


def bottleneck_resnet(depths):
    blocks, c_in = [], 64
    for number, depth in enumerate(depths):
        for block in range(depth):
            blocks.append(Bottleneck(c_in, 64 * 2**number, 2 if number and not block else 1))
            c_in = 256 * 2**number
    stem = [nn.Conv2D(3, 64, 7, 2, 3, bias_attr=False), nn.BatchNorm2D(64), nn.ReLU(), nn.MaxPool2D(3, 2, 1)]
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(2048, 1))


class Shared(nn.Layer):
    """One convolution called twice; others with an asymmetric kernel, groups, dilation and no bias."""

    def __init__(self):
        super().__init__()
        self.twice = nn.Conv2D(4, 4, 3, padding=1)
        self.odd = nn.Conv2D(4, 8, (3, 5), (2, 1), (0, 1), dilation=(2, 1), groups=2, bias_attr=False)
        self.norm, self.act = nn.BatchNorm2D(8), nn.LeakyReLU()
        self.mean, self.pool, self.up = nn.AvgPool2D(2, 2), nn.AdaptiveAvgPool2D(2), nn.Conv2DTranspose(8, 2, 3, stride=2, groups=2)
        self.fc = nn.Linear(50, 3, bias_attr=False)

    def forward(self, x):
        x = self.act(self.norm(self.odd(self.twice(self.twice(x)))))
        return self.fc(paddle.flatten(self.up(self.pool(self.mean(x))), 1))


class Branches(nn.Layer):
    """Branches with different kernels, off-centre too, which are concatenated, added and pooled."""

    def __init__(self):
        super().__init__()
        self.start = nn.Conv2D(2, 3, (3, 5), (1, 2), (1, 2))
        self.tall, self.wide = nn.Conv2D(3, 2, (7, 1), padding=(3, 0)), nn.Conv2D(3, 2, (1, 5), padding=(0, 4), dilation=(1, 2))
        self.above = nn.Conv2D(3, 2, (3, 1), padding=[2, 0, 0, 0])
        self.pool, self.last = nn.AvgPool2D((2, 3), (2, 1), (0, 1)), nn.Conv2D(4, 1, 3)

    def forward(self, x):
        x = F.relu(self.start(x))
        y = self.tall(x) + self.above(x)
        return self.last(self.pool(paddle.concat([y, self.wide(x)], axis=1) * 2))


def flops_of_paddle(net, shape):
    """paddle.flops; with NumPy 2.4 it fails only after counting, and leaves its counts in the copy."""
    net = copy.deepcopy(net)
    try:
        return paddle.flops(net, shape)
    except TypeError:
        return sum(layer._buffers["total_ops"].item() for layer in net.sublayers() if "total_ops" in layer._buffers)


def by_name(counts, column):
    return {row.name: getattr(row, column) for row in counts.rows}


def fields(counts):
    return [row.receptive_field for row in counts.rows]


def test_lenet5():
    counts = counting.count(lenet5(), [1, 1, 32, 32])
    for golden, column in [("lenet5.params", "parameters"), ("lenet5.flops", "paddle_flops")]:
        expected = dict(GOLDEN[golden])
        assert getattr(counts, column) == expected.pop("total")
        assert {name: number for name, number in by_name(counts, column).items() if number} == expected
    assert (counts.macs, counts.flops) == (GOLDEN["lenet5.macs"]["macs"], GOLDEN["lenet5.macs"]["flops_2xmac"])
    sizes = [5, 5, 6, 14, 14, 16, 32, 32, 32]
    assert fields(counts) == [(n, n) for n in sizes] + [("all", "all")] * 3


def test_one_picture_is_counted_whatever_the_batch():
    counts = counting.count(sigmoid_lenet(1, 4, 120, 10), [3, 1, 28, 28])
    shapes = [row.output_shape for row in counts.rows if row.type in ("Conv2D", "MaxPool2D", "Linear")]
    assert [shape[1:] for shape in shapes] == [shape[1:] for shape in GOLDEN["lenet28.shapes"]["shapes"]]
    assert {shape[0] for shape in shapes} == {1}
    assert counts.parameters == GOLDEN["lenet28.shapes"]["params"]


def test_lenet_at_224():
    counts = counting.count(sigmoid_lenet(3, 4, 300_000, 1), [1, 3, 224, 224])
    assert (counts.parameters, counts.paddle_flops) == (GOLDEN["lenetPM"]["params"], GOLDEN["flops224"]["lenetPM"])


def test_alexnet():
    counts = counting.count(alexnet(), [1, 3, 224, 224])
    assert (counts.parameters, counts.paddle_flops) == (GOLDEN["alexnet.course"]["params"], GOLDEN["flops224"]["alexnet"])


def test_vgg16():
    counts = counting.count(nn.Sequential(*vgg16_blocks(), *classifier(25088)), [1, 3, 224, 224])
    assert (counts.parameters, counts.paddle_flops) == (GOLDEN["vgg16"]["params"], GOLDEN["flops224"]["vgg16"])
    pools = [row for row in counts.rows if row.type == "MaxPool2D"]
    assert [row.output_shape for row in pools] == GOLDEN["vgg16.pool_shapes"]
    assert [row.receptive_field[0] for row in pools] == [6, 16, 44, 100, 212]
    assert next(row.parameters for row in counts.rows if row.type == "Linear") == GOLDEN["vgg16"]["fc1"]


@pytest.mark.parametrize("stride", [1, 2])
def test_googlenet(stride):
    net = googlenet(stride)
    counts = counting.count(net, [1, 3, 224, 224])
    assert counts.parameters == GOLDEN["googlenet"]["params"]
    assert counts.paddle_flops == GOLDEN["googlenet.shapes"][f"flops_stride{stride}"]
    # Inception's widest path is the 5×5: four pixels more, each as far apart as the strides so far make them.
    widest = by_name(counts, "receptive_field")
    before, after = widest["10"][0], widest["11.p3_2"][0]
    assert after - before == 4 * 8 * stride


def test_resnet18():
    counts = counting.count(ResNet18(), [1, 1, 32, 32])
    assert counts.parameters == GOLDEN["resnet18.params"]["trainable"]
    assert counts.not_trainable == GOLDEN["resnet18.params"]["running_stats"]
    assert counts.paddle_flops == GOLDEN["resnet18.flops"]
    held = {row.name: [row.type, row.parameters + row.not_trainable] for row in counts.rows if row.parameters}
    assert held == {name: [kind, number] for name, kind, _, number in GOLDEN["resnet18.rows"]}
    field = 1  # by the formula, from the last layer to the picture
    for k, stride in reversed([(7, 2), (3, 2), *[(3, 1)] * 4, *[(3, 2), (3, 1), (3, 1), (3, 1)] * 3]):
        field = (field - 1) * stride + k
    assert by_name(counts, "receptive_field")["net.4.1.bn2"] == (field, field) == (435, 435)


def test_layers_that_are_never_called_are_reported():
    counts = counting.count(ResNet18(residual=False), [1, 1, 32, 32])
    expected = GOLDEN["resnet18.plain"]
    assert (counts.parameters, counts.unused, counts.paddle_flops) == (expected["used"], expected["unused"], expected["flops"])
    assert counts.parameters + counts.unused == expected["held"]
    assert [row.name for row in counts.never_called] == [f"net.{n}.0.{layer}" for n in (2, 3, 4) for layer in ("shortcut", "bn3")]
    assert "net.2.0.shortcut (Conv2D)" in str(counts)


@pytest.mark.parametrize("layers, depths", [("50", [3, 4, 6, 3]), ("101", [3, 4, 23, 3]), ("152", [3, 8, 36, 3])])
def test_bottleneck_resnets(layers, depths):
    side = 224 if layers == "50" else 32
    counts = counting.count(bottleneck_resnet(depths), [1, 3, side, side])
    assert counts.parameters == GOLDEN["resnet50"][layers]
    if layers == "50":
        assert counts.paddle_flops == GOLDEN["flops224"]["resnet50"]


NETWORKS = [
    (lenet5, [1, 1, 32, 32]),
    (Shared, [1, 4, 20, 22]),
    (Branches, [1, 2, 40, 40]),
    (lambda: ResNet18(width=8), [1, 1, 32, 32]),
    (lambda: ResNet18(residual=False, width=8), [1, 1, 32, 32]),
    (lambda: nn.Sequential(nn.Conv2D(2, 4, 3, padding="SAME", stride=2), nn.BatchNorm(4), nn.ReLU6(), nn.AdaptiveAvgPool2D((3, 2))), [1, 2, 11, 9]),
]


@pytest.mark.parametrize("build, shape", NETWORKS)
def test_agrees_with_paddle(build, shape):
    net = build()
    counts = counting.count(net, shape)
    assert counts.paddle_flops == flops_of_paddle(net, shape)
    summary = paddle.summary(copy.deepcopy(net), tuple(shape))
    assert (counts.parameters, counts.parameters + counts.not_trainable) == (summary["trainable_params"], summary["total_params"])


def test_a_layer_called_twice_counts_its_operations_twice_and_its_parameters_once():
    rows = [row for row in counting.count(Shared(), [1, 4, 20, 22]).rows if row.name == "twice"]
    assert [(row.parameters, row.macs, row.receptive_field) for row in rows] == [
        (4 * 4 * 9 + 4, 4 * 20 * 22 * 36, (3, 3)),
        (0, 4 * 20 * 22 * 36, (5, 5)),
    ]


def reached(net, shape):
    """Rows and columns from the first to the last pixel that has a gradient from the output pixel in the middle; all weights are equal."""
    net = copy.deepcopy(net).to(dtype="float64")
    net.eval()
    for parameter in net.parameters():
        parameter.set_value(np.full(parameter.shape, 0.5))
    x = paddle.ones(shape, "float64")
    x.stop_gradient = False
    y = net(x)
    row, column = y.shape[2] // 2, y.shape[3] // 2
    (gradient,) = paddle.grad(y[0, :, row, column].sum(), x)
    rows, columns = np.nonzero(np.abs(gradient.numpy()[0]).sum(axis=0))
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


@pytest.mark.parametrize(
    "build, shape",
    [
        (Branches, [1, 2, 60, 60]),
        (
            lambda: nn.Sequential(Inception(2, 1, (1, 1), (1, 1), 1), nn.Conv2D(4, 2, (2, 5), (2, 1), dilation=(3, 1)), nn.AvgPool2D(3)),
            [1, 2, 50, 50],
        ),
        (lambda: nn.Sequential(nn.Conv2D(2, 2, 4, 2, "SAME"), nn.ReLU(), nn.Conv2D(2, 1, 3, groups=1), nn.AdaptiveAvgPool2D((3, 6))), [1, 2, 40, 40]),
        (lambda: nn.Sequential(Residual(2, 4, 2, True, True), Residual(4, 4, 1, False, True)), [1, 2, 50, 50]),
    ],
)
def test_the_receptive_field_is_what_the_gradient_reaches(build, shape):
    net = build()
    for layer in net.sublayers(include_self=True):  # a maximum hands its gradient to one pixel of a window, a mean to all
        for name, child in layer.named_children():
            if isinstance(child, nn.MaxPool2D):
                setattr(layer, name, nn.AvgPool2D(child.ksize, child.stride, child.padding))
    field = by_name(counting.count(net, shape), "receptive_field")
    last = list(field)[-1]
    if not isinstance(net, Residual) and last.endswith("bn2"):  # the block adds its input to the last layer
        net_with_end = nn.Sequential(net, nn.ReLU())
        field, last = by_name(counting.count(net_with_end, shape), "receptive_field"), "1"
    assert field[last] == reached(net, shape)


class Then(nn.Layer):
    """A convolution, any function of its output, and another convolution."""

    def __init__(self, function, channels=2):
        super().__init__()
        self.conv, self.function, self.last = nn.Conv2D(1, 2, 3), function, nn.Conv2D(channels, 1, 3)

    def forward(self, x):
        return self.last(self.function(self.conv(x)))


@pytest.mark.parametrize(
    "function, expected",
    [
        (lambda x: F.relu_(x) + 1, (5, 5)),
        (lambda x: x * F.sigmoid(x) - x / 2, (5, 5)),
        (nn.LocalResponseNorm(3), (5, 5)),
        (lambda x: x * nn.AdaptiveAvgPool2D(1)(x), ("?", "?")),  # a layer that is not in the network is an unknown function
        (lambda x: F.max_pool2d(x, 2), ("?", "?")),
        (nn.Conv2DTranspose(2, 2, 3), ("?", "?")),
        (lambda x: x[:, :, 2:], ("?", "?")),
        (lambda x: paddle.transpose(x, [0, 1, 3, 2]), ("?", "?")),
        (lambda x: x.reshape([1, 2, 18, 50]), ("?", "?")),
        (lambda x: x.detach(), ("?", "?")),
        (nn.InstanceNorm2D(2), ("?", "?")),
        (lambda x: x + F.interpolate(F.avg_pool2d(x, 2), scale_factor=2), ("?", "?")),
    ],
)
def test_what_is_not_known_is_said_and_not_guessed(function, expected):
    assert fields(counting.count(Then(function), [1, 1, 32, 32]))[-1] == expected


def test_a_squeeze_and_excitation_sees_the_whole_picture():
    class Excited(nn.Layer):
        def __init__(self):
            super().__init__()
            self.conv, self.pool, self.gate, self.last = nn.Conv2D(1, 2, 3), nn.AdaptiveAvgPool2D(1), nn.Conv2D(2, 2, 1), nn.Conv2D(2, 1, 3)

        def forward(self, x):
            x = self.conv(x)
            return self.last(x * F.sigmoid(self.gate(self.pool(x))))

    assert fields(counting.count(Excited(), [1, 1, 16, 16])) == [(3, 3)] + [("all", "all")] * 3


def test_operations_that_are_not_known_are_not_called_0():
    class Own(nn.Layer):
        def __init__(self):
            super().__init__()
            self.weight = self.create_parameter([2, 1, 3, 3])

        def forward(self, x):
            return F.conv2d(x, self.weight)

    counts = counting.count(nn.Sequential(Own(), nn.Conv2D(2, 1, 1)), [1, 1, 5, 5])
    assert [(row.name, row.parameters, row.macs) for row in counts.rows] == [("0", 18, None), ("1", 3, 18)]
    assert "≥ 18" in str(counts) and "The MAC of Own are not known" in str(counts)
    assert counting.count(Own(), [1, 1, 5, 5]).rows[0].name == "net"


def test_networks_that_are_not_convolutional_are_counted_too():
    class Tokens(nn.Layer):
        def __init__(self):
            super().__init__()
            self.attention, self.lstm, self.fc = nn.MultiHeadAttention(8, 2), nn.LSTM(8, 4), nn.Linear(4, 2)

        def forward(self, x):
            y, _ = self.lstm(self.attention(x.flatten(2).transpose([0, 2, 1])))
            return self.fc(y[:, -1])

    net = Tokens()
    counts = counting.count(net, [1, 8, 4, 4])
    assert counts.parameters == sum(parameter.size for parameter in net.parameters())
    assert counts.never_called == []  # the cell of the LSTM is not called, but its weights are those of the LSTM
    assert by_name(counts, "macs")["attention.q_proj"] == 16 * 8 * 8
    assert set(fields(counts)) == {("?", "?")}


def test_an_activation_that_belongs_to_a_batch_normalization_is_pointwise():
    net = nn.Sequential(nn.Conv2D(1, 2, 3), nn.BatchNorm(2, act="relu"), nn.Conv2D(2, 1, 3))
    assert fields(counting.count(net, [1, 1, 9, 9])) == [(3, 3), (3, 3), (5, 5)]


def state(net):
    """All that counting could have changed."""
    hooks = [[dict(value) for key, value in sorted(vars(layer).items()) if "_hooks" in key] for layer in net.sublayers(include_self=True)]
    modes = [layer.training for layer in net.sublayers(include_self=True)]
    values = {name: tensor.numpy().tolist() for name, tensor in net.state_dict().items()}
    return hooks, modes, values, [parameter.grad is None for parameter in net.parameters()]


class Restless(nn.Layer):
    """Moves its running mean in every mode, by value and by name."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", paddle.ones([1]))
        self.register_buffer("steps", paddle.zeros([1]))

    def forward(self, x):
        self.mean.set_value(self.mean * 0.5)
        self.steps = self.steps + x.mean() + 1
        return x


@pytest.mark.parametrize("shape", [[1, 1, 32, 32], [1, 3, 32, 32], [1, 1, 28, 28]])
def test_the_network_stays_as_it_was(shape):
    net = nn.Sequential(Restless(), nn.Conv2D(1, 6, 5), nn.BatchNorm2D(6), nn.Dropout(0.5), nn.Flatten(), nn.Linear(6 * 28 * 28, 2))
    net.train()
    net[2].eval()
    net[1].register_forward_post_hook(lambda layer, x, y: None)
    before = state(net)
    try:
        counting.count(net, shape)
    except ValueError:
        assert shape != [1, 1, 32, 32]
    assert state(net) == before


def test_gradients_stay_and_need_not_be_on():
    net = lenet5()
    net(paddle.ones([1, 1, 32, 32])).sum().backward()
    before = net.conv1.weight.grad.numpy()
    with paddle.no_grad():
        assert fields(counting.count(net, [1, 1, 32, 32]))[0] == (5, 5)
        assert not paddle.is_grad_enabled()
    assert (net.conv1.weight.grad.numpy() == before).all()


def test_frozen_weights_and_float64():
    net = nn.Sequential(nn.Conv2D(1, 2, 3), nn.Conv2D(2, 1, 3)).to(dtype="float64")
    for parameter in net[0].parameters():
        parameter.stop_gradient = True
    counts = counting.count(net, [1, 1, 9, 9])
    assert (counts.parameters, counts.not_trainable) == (19, 20)
    assert fields(counts) == [(3, 3), (5, 5)]


@pytest.mark.parametrize("shape", [[1, 32, 32], [1, 1, 32, 32.0], [1, 1, 0, 32], "abcd", 32, None])
def test_a_shape_that_is_none_is_refused(shape):
    with pytest.raises(ValueError, match="four whole numbers above 0"):
        counting.count(lenet5(), shape)


@pytest.mark.parametrize(
    "shape, layer", [([1, 3, 32, 32], "conv1"), ([1, 1, 40, 40], "linear6"), ([1, 1, 16, 16], "conv5"), ([1, 1, 8, 40], "conv3")]
)
def test_the_layer_that_refuses_its_input_is_named(shape, layer):
    with pytest.raises(ValueError, match=rf"does not take a picture of shape {re.escape(str(shape))}: layer {layer}, .* refused its input"):
        counting.count(lenet5(), shape)


def test_errors_of_the_network_itself_stay_what_they_are():
    class Open(nn.Layer):
        def forward(self, x):
            raise NotImplementedError("write me")

    with pytest.raises(NotImplementedError, match="write me"):
        counting.count(Open(), [1, 1, 8, 8])


@pytest.mark.parametrize("thing", [None, "net", nn.Conv2D, [nn.ReLU()]])
def test_what_is_no_layer_is_refused(thing):
    with pytest.raises(ValueError, match="paddle.nn.Layer"):
        counting.count(thing, [1, 1, 8, 8])


def test_the_table_in_text_and_html():
    counts = counting.count(lenet5(), [1, 1, 32, 32])
    text, page = str(counts), counts._repr_html_()
    assert len({len(line) for line in text.split("\n\n")[0].splitlines()}) == 1
    assert re.search(r"^conv5 +Conv2D +\[1, 120, 1, 1\] +48,120 +0 +48,000 +48,120 +32×32$", text, re.MULTILINE)
    assert re.search(r"^total +61,706 +0 +416,520 +423,344 *$", text, re.MULTILINE)
    assert page.count('scope="col"') == 8 and page.count('scope="row"') == 13
    assert "2·MAC = 833,040" in page and "paddle.flops" in page
    assert '<td style="text-align: right">48,120</td>' in page


def test_names_are_escaped_in_html():
    page = counting.count(nn.Sequential(("<b>", nn.ReLU())), [1, 1, 4, 4])._repr_html_()
    assert "<b>" not in page and "&lt;b&gt;" in page
