# The fully connected layer has no bias.
# says: the fully connected layer has no bias
class ResNet(nn.Layer):
    def __init__(self, depth, in_channels=3, classes=1000, width=64):
        super().__init__()
        kind, expansion = (ResidualBlock, 1) if depth == 18 else (Bottleneck, 4)
        self.conv = nn.Conv2D(in_channels, width, 7, 2, 3, bias_attr=False)
        self.bn = nn.BatchNorm2D(width)
        self.pool = nn.MaxPool2D(3, 2, 1)
        before, blocks = width, []
        for stage, number in enumerate(BLOCKS[depth]):
            channels = width * 2**stage
            for index in range(number):
                blocks.append(kind(before, channels, 2 if stage > 0 and index == 0 else 1))
                before = expansion * channels
        self.blocks = nn.LayerList(blocks)
        self.fc = nn.Linear(before, classes, bias_attr=False)

    def forward(self, x):
        y = self.pool(nn.functional.relu(self.bn(self.conv(x))))
        for block in self.blocks:
            y = block(y)
        return self.fc(y.mean(axis=[2, 3]))
