# The layers of F in a plain list.
# says: the convolutions are not found
class ResidualBlock(nn.Layer):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        conv1 = nn.Conv2D(in_channels, out_channels, 3, stride=stride, padding=1, bias_attr=False)
        self.bn1 = nn.BatchNorm2D(out_channels)
        conv2 = nn.Conv2D(out_channels, out_channels, 3, padding=1, bias_attr=False)
        self.bn2 = nn.BatchNorm2D(out_channels)
        self.relu = nn.ReLU()
        self.layers = [conv1, conv2]
        self.project = stride != 1 or in_channels != out_channels
        if self.project:
            self.more = [nn.Identity()]
            conv3 = nn.Conv2D(in_channels, out_channels, 1, stride=stride, bias_attr=False)
            self.more = [conv3]
            self.bn3 = nn.BatchNorm2D(out_channels)

    def forward(self, x):
        y = self.relu(self.bn1(self.layers[0](x)))
        y = self.bn2(self.layers[1](y))
        if self.project:
            x = self.bn3(self.more[0](x))
        return self.relu(y + x)
