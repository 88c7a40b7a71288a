# The first convolution is used again where it fits.
# says: The first convolution is used twice
class ResidualBlock(nn.Layer):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2D(in_channels, out_channels, 3, stride=stride, padding=1, bias_attr=False)
        self.bn1 = nn.BatchNorm2D(out_channels)
        self.conv2 = nn.Conv2D(out_channels, out_channels, 3, padding=1, bias_attr=False)
        self.bn2 = nn.BatchNorm2D(out_channels)
        self.relu = nn.ReLU()
        self.project = stride != 1 or in_channels != out_channels
        if self.project:
            self.conv3 = nn.Conv2D(in_channels, out_channels, 1, stride=stride, bias_attr=False)
            self.bn3 = nn.BatchNorm2D(out_channels)

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y) if self.project else self.conv1(y))
        if self.project:
            x = self.bn3(self.conv3(x))
        return self.relu(y + x)
