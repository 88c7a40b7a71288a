# No ReLU behind the 3×3.
# says: The ReLU behind the 3×3 convolution is missing
class Bottleneck(nn.Layer):
    def __init__(self, in_channels, channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2D(in_channels, channels, 1, bias_attr=False)
        self.bn1 = nn.BatchNorm2D(channels)
        self.conv2 = nn.Conv2D(channels, channels, 3, stride=stride, padding=1, bias_attr=False)
        self.bn2 = nn.BatchNorm2D(channels)
        self.conv3 = nn.Conv2D(channels, 4 * channels, 1, bias_attr=False)
        self.bn3 = nn.BatchNorm2D(4 * channels)
        self.relu = nn.ReLU()
        self.project = stride != 1 or in_channels != 4 * channels
        if self.project:
            self.conv4 = nn.Conv2D(in_channels, 4 * channels, 1, stride=stride, bias_attr=False)
            self.bn4 = nn.BatchNorm2D(4 * channels)

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        y = self.bn3(self.conv3(y))
        if self.project:
            x = self.bn4(self.conv4(x))
        return self.relu(y + x)
