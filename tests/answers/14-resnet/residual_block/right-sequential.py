# F and the shortcut as nn.Sequential, an empty one where nothing is to be done.
class ResidualBlock(nn.Layer):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        first = nn.Conv2D(in_channels, out_channels, [3, 3], [stride, stride], [1, 1], bias_attr=False)
        second = nn.Conv2D(out_channels, out_channels, 3, padding="SAME", bias_attr=False)
        self.residual = nn.Sequential(first, nn.BatchNorm2D(out_channels), nn.ReLU(), second, nn.BatchNorm2D(out_channels))
        layers = []
        if not (stride == 1 and in_channels == out_channels):
            layers = [nn.Conv2D(in_channels, out_channels, 1, stride, bias_attr=False), nn.BatchNorm2D(out_channels)]
        self.shortcut = nn.Sequential(*layers)

    def forward(self, x):
        return paddle.maximum(self.residual(x) + self.shortcut(x), paddle.zeros([1]))
