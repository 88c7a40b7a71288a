# Pairs of layers in an nn.LayerList, the sum in place, clip for ReLU.
class ResidualBlock(nn.Layer):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.steps = nn.LayerList()
        self.projected = (in_channels, stride) != (out_channels, 1)
        for before, k, s in [(in_channels, 3, stride), (out_channels, 3, 1), (in_channels, 1, stride)][: 2 + self.projected]:
            self.steps.append(nn.Conv2D(before, out_channels, k, stride=s, padding=k // 2, bias_attr=False))
            self.steps.append(nn.BatchNorm2D(out_channels))

    def forward(self, x):
        y = self.steps[1](self.steps[0](x)).clip(min=0)
        y = self.steps[3](self.steps[2](y))
        y += self.steps[5](self.steps[4](x)) if self.projected else x
        return y.clip(min=0)
