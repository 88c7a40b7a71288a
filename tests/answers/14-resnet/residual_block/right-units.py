# A layer for convolution and normalization, in an nn.LayerList.
class Unit(nn.Layer):
    def __init__(self, a, b, k, s):
        super().__init__()
        self.c = nn.Conv2D(a, b, k, s, "SAME" if s == 1 and k == 3 else (k - 1) // 2, bias_attr=False)
        self.n = nn.BatchNorm2D(b)

    def forward(self, x):
        return self.n(self.c(x))


class ResidualBlock(nn.Layer):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.units = nn.LayerList([Unit(in_channels, out_channels, 3, stride), Unit(out_channels, out_channels, 3, 1)])
        if (in_channels, 1) != (out_channels, stride):
            self.units.append(Unit(in_channels, out_channels, 1, stride))

    def forward(self, x):
        one, two, *rest = self.units
        y = two(one(x).clip(min=0)) + (rest[0](x) if rest else x)
        return paddle.maximum(y, paddle.zeros_like(y))
