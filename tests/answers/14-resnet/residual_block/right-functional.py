# Layers in an nn.LayerList, functions for the rest, the sum in place.
class ResidualBlock(nn.Layer):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.convolutions, self.norms = nn.LayerList(), nn.LayerList()
        self.projected = (in_channels, stride) != (out_channels, 1)
        for before, k, s in [(in_channels, 3, stride), (out_channels, 3, 1), (in_channels, 1, stride)][: 2 + self.projected]:
            self.convolutions.append(nn.Conv2D(before, out_channels, k, stride=s, padding=k // 2, bias_attr=False))
            self.norms.append(nn.BatchNorm2D(out_channels))

    def forward(self, x):
        steps = [lambda z, c=c, n=n: n(c(z)) for c, n in zip(self.convolutions, self.norms)]
        y = steps[1](nn.functional.relu(steps[0](x)))
        y += steps[2](x) if self.projected else x
        return y.clip(min=0)
