"""Explorations of chapter 11: what each stage of a VGG costs, and what its feature maps take in training."""

from ipywidgets import Dropdown, IntSlider, Layout

from course import plots
from course.widgets import Explorer

from paddle import nn  # after the course, which silences Paddle's note about ccache

# The networks of Simonyan and Zisserman (2015): (convolutions, channels) of each stage.
CONFIGS = {
    "VGG-11": [(1, 64), (1, 128), (2, 256), (2, 512), (2, 512)],
    "VGG-13": [(2, 64), (2, 128), (2, 256), (2, 512), (2, 512)],
    "VGG-16": [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)],
    "VGG-19": [(2, 64), (2, 128), (4, 256), (4, 512), (4, 512)],
}
CLASSES = 1000


def build(config, size=224, units=4096, classes=1000, dropout=0.5, normalized=False):
    """A VGG for pictures [N, 3, size, size] as an nn.Sequential; config: (convolutions, channels) of each stage.

    normalized: batch normalization stands between each convolution and its ReLU.
    All weights begin as He's: normal numbers with the standard deviation √(2 / inputs of a unit); biases begin at 0.
    """
    channels, layers = 3, []
    for number, out_channels in config:
        for _ in range(number):
            layers += [nn.Conv2D(channels, out_channels, 3, padding=1, weight_attr=_he())]
            layers += [nn.BatchNorm2D(out_channels)] if normalized else []
            layers += [nn.ReLU()]
            channels = out_channels
        layers += [nn.MaxPool2D(2, 2)]
    inputs = channels * (size // 2 ** len(config)) ** 2
    layers += [nn.Flatten(), nn.Linear(inputs, units, weight_attr=_he()), nn.ReLU(), nn.Dropout(dropout)]
    layers += [nn.Linear(units, units, weight_attr=_he()), nn.ReLU(), nn.Dropout(dropout)]
    return nn.Sequential(*layers, nn.Linear(units, classes, weight_attr=_he()))


def _he():
    return nn.initializer.KaimingNormal()


def stages(config, size, width=1):
    """Rows (name, parameters, macs, kept) of a VGG on one picture [3, size, size]: each stage, then each fully connected layer.

    config: (convolutions, channels) of each stage; width: the channels and the units are divided by it; size: pixels.
    kept: numbers that training keeps for the backward pass: the outputs of every convolution, ReLU and pooling.
    Raises ValueError where the poolings do not divide the size.
    """
    side, channels, rows = size, 3, []
    for stage, (number, out_channels) in enumerate(config, 1):
        if side % 2:
            raise ValueError(
                f"{size} pixels cannot be halved {len(config)} times: stage {stage} would get {side} rows and lose one; "
                f"choose a multiple of {2 ** len(config)}"
            )
        out_channels //= width
        weights = 9 * (channels + (number - 1) * out_channels) * out_channels
        outputs = out_channels * side * side
        rows.append((f"stage {stage}", weights + number * out_channels, weights * side * side, 2 * number * outputs + outputs // 4))
        channels, side = out_channels, side // 2
    inputs = channels * side * side
    for name, units in (("fc1", 4096 // width), ("fc2", 4096 // width), ("fc3", CLASSES)):
        rows.append((name, inputs * units + units, inputs * units, units if name == "fc3" else 2 * units))
        inputs = units
    return rows


def draw_cost(network, width, size):
    """The figure of explore_cost and its alt text. network: a name in CONFIGS; width: a divisor; size: pixels along a side."""
    names, parameters, macs, _ = zip(*stages(CONFIGS[network], size, width))
    figure = plots.shares(names, {"parameters": parameters, "MAC": macs})
    most, work = (max(range(len(names)), key=counts.__getitem__) for counts in (parameters, macs))
    alt = (
        f"Two panels of bars for {network}{f' at 1/{width} of its width' if width > 1 else ''} on {size}×{size} pixels. "
        f"Parameters: {sum(parameters):,}, most of them in {names[most]}, {parameters[most] / sum(parameters):.1%}. "
        f"MAC: {sum(macs):,}, most of them in {names[work]}, {macs[work] / sum(macs):.1%}; "
        f"fc1 to fc3 together {sum(macs[-3:]) / sum(macs):.1%}."
    )
    return figure, alt


def explore_cost():
    """Choose a depth, a width and a size, and see which stage holds the parameters and which does the work."""
    return Explorer(
        {
            "network": Dropdown(options=list(CONFIGS), value="VGG-16", description="network"),
            "width": Dropdown(options={"full": 1, "1/2": 2, "1/4": 4, "1/8": 8}, description="width"),
            "size": _size(224),
        },
        draw_cost,
    )


def draw_memory(network, size, batch):
    """The figure of explore_memory and its alt text. batch: pictures that are trained on at once."""
    rows = stages(CONFIGS[network], size)
    names, counts = [row[0] for row in rows], [batch * row[3] for row in rows]
    maps = 4 * sum(counts) / 1e6
    weights = 4 * sum(row[1] for row in rows) / 1e6
    figure = plots.shares(names, {"numbers kept": counts})
    alt = (
        f"Bars for the numbers that {network} keeps for the backward pass of {batch} picture{'s' if batch > 1 else ''} of {size}×{size} pixels: "
        f"{sum(counts):,}, which are {maps:,.0f} MB, beside {weights:,.0f} MB of parameters. "
        f"Stage 1 has {counts[0] / sum(counts):.1%} of them, stage 2 {counts[1] / sum(counts):.1%}, stage 5 {counts[4] / sum(counts):.1%}."
    )
    figure.axes[0].set_title(f"numbers kept: {sum(counts):,}, {maps:,.0f} MB\n(the parameters: {weights:,.0f} MB)", fontsize=10)
    figure.set_figwidth(6.4)
    figure.set_figheight(figure.get_figheight() + 0.3)
    return figure, alt


def explore_memory():
    """Choose a network, a size and a batch, and see which stage's feature maps fill the memory in training."""
    return Explorer(
        {
            "network": Dropdown(options=list(CONFIGS), value="VGG-16", description="network"),
            "size": _size(224),
            "batch": IntSlider(value=1, min=1, max=64, description="batch"),
        },
        draw_memory,
    )


def _size(value):
    return IntSlider(value=value, min=32, max=448, step=16, description="pixels", layout=Layout(width="360px"))
