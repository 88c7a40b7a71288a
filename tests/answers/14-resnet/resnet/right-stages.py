# A class for the block, an nn.Sequential for each stage, pooling and flattening as layers.
class Block(nn.Layer):
    def __init__(self, before, sizes, stride):
        super().__init__()
        layers, after, strided = [], before, 1 if len(sizes) == 3 else 0
        for number, (width, k) in enumerate(sizes):
            layers.append(nn.Conv2D(after, width, k, stride if number == strided else 1, k // 2, bias_attr=False))
            layers += [nn.BatchNorm2D(width), nn.ReLU()]
            after = width
        self.inside, self.shortcut = nn.Sequential(*layers[:-1]), nn.Identity()
        if stride > 1 or before != after:
            self.shortcut = nn.Sequential(nn.Conv2D(before, after, 1, stride, bias_attr=False), nn.BatchNorm2D(after))

    def forward(self, x):
        return nn.functional.relu(self.shortcut(x) + self.inside(x))


class ResNet(nn.Layer):
    def __init__(self, depth, in_channels=3, classes=1000, width=64):
        super().__init__()
        self.conv1 = nn.Conv2D(in_channels, width, 7, stride=2, padding=3, bias_attr=False)
        self.bn1, self.pool = nn.BatchNorm2D(width), nn.MaxPool2D(3, stride=2, padding=1)
        before, stages = width, []
        for stage in range(4):
            c = width << stage
            sizes = [(c, 3), (c, 3)] if depth == 18 else [(c, 1), (c, 3), (4 * c, 1)]
            blocks = []
            for number in range(BLOCKS[depth][stage]):
                blocks.append(Block(before, sizes, 1 + (stage > 0 and number == 0)))
                before = sizes[-1][0]
            stages.append(nn.Sequential(*blocks))
        self.stages = nn.LayerList(stages)
        self.head = nn.Sequential(nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(before, classes))

    def forward(self, x):
        x = self.pool(nn.functional.relu(self.bn1(self.conv1(x))))
        for stage in self.stages:
            x = stage(x)
        return self.head(x)
