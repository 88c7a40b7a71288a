# The shortcut is made first.
# says: not made in the order
class Bottleneck(nn.Layer):
    def __init__(self, in_channels, channels, stride=1):
        super().__init__()
        wide = 4 * channels
        self.shortcut = nn.Sequential()
        if stride != 1 or in_channels != wide:
            self.shortcut = nn.Sequential(nn.Conv2D(in_channels, wide, 1, stride, bias_attr=False), nn.BatchNorm2D(wide))
        self.conv1 = nn.Conv2D(in_channels, channels, 1, bias_attr=False)
        self.bn1 = nn.BatchNorm2D(channels)
        self.conv2 = nn.Conv2D(channels, channels, 3, stride, 1, bias_attr=False)
        self.bn2 = nn.BatchNorm2D(channels)
        self.conv3 = nn.Conv2D(channels, wide, 1, bias_attr=False)
        self.bn3 = nn.BatchNorm2D(wide)

    def forward(self, x):
        y = nn.functional.relu(self.bn1(self.conv1(x)))
        y = nn.functional.relu(self.bn2(self.conv2(y)))
        return nn.functional.relu(self.bn3(self.conv3(y)) + self.shortcut(x))
