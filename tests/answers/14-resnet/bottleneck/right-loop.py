# The three steps from a list, the shortcut from the same function.
def step(before, after, k, stride):
    return nn.Sequential(nn.Conv2D(before, after, k, stride, k // 2, bias_attr=False), nn.BatchNorm2D(after))


class Bottleneck(nn.Layer):
    def __init__(self, in_channels, channels, stride=1):
        super().__init__()
        sizes = [(in_channels, channels, 1, 1), (channels, channels, 3, stride), (channels, channels * 4, 1, 1)]
        self.steps = nn.LayerList([step(*size) for size in sizes])
        same = stride == 1 and in_channels == channels * 4
        self.around = None if same else step(in_channels, channels * 4, 1, stride)

    def forward(self, x):
        y = x
        for number, layer in enumerate(self.steps):
            y = layer(y) if number == 0 else layer(nn.functional.relu(y))
        return nn.functional.relu(paddle.add(y, self.around(x) if self.around else x))
