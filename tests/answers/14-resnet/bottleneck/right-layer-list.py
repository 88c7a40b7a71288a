# An nn.LayerList of pairs, the sum in place.
def unit(a, b, k=1, stride=1):
    return nn.Sequential(nn.Conv2D(a, b, kernel_size=(k, k), stride=stride, padding=(k - 1) // 2, bias_attr=False), nn.BatchNorm2D(num_features=b))


class Bottleneck(nn.Layer):
    expansion = 4

    def __init__(self, in_channels, channels, stride=1):
        super().__init__()
        c = channels
        self.units = nn.LayerList([unit(in_channels, c), unit(c, c, 3, stride), unit(c, self.expansion * c)])
        self.fits = stride == 1 and in_channels == self.expansion * c
        if not self.fits:
            self.units.append(unit(in_channels, self.expansion * c, 1, stride))

    def forward(self, x):
        y = x
        for i in range(3):
            y = self.units[i](y)
            if i < 2:
                y = nn.functional.relu(y)
        y += x if self.fits else self.units[-1](x)
        return nn.functional.relu_(y)
