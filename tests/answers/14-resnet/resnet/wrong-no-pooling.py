# No pooling in the stem.
# says: The max pooling in the stem is missing
def block(kind, before, channels, stride):
    wide = channels if kind == 2 else 4 * channels
    if kind == 2:
        shapes = [(before, channels, 3, stride), (channels, channels, 3, 1)]
    else:
        shapes = [(before, channels, 1, 1), (channels, channels, 3, stride), (channels, wide, 1, 1)]
    layers = []
    for a, b, k, s in shapes:
        layers += [nn.Conv2D(a, b, k, s, k // 2, bias_attr=False), nn.BatchNorm2D(b), nn.ReLU()]
    inside = nn.Sequential(*layers[:-1])
    around = nn.Sequential()
    if stride != 1 or before != wide:
        around = nn.Sequential(nn.Conv2D(before, wide, 1, stride, bias_attr=False), nn.BatchNorm2D(wide))
    return nn.LayerList([inside, around]), wide


class ResNet(nn.Layer):
    def __init__(self, depth, in_channels=3, classes=1000, width=64):
        super().__init__()
        numbers = {18: (2, 2, 2, 2), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}[depth]
        kind = 2 if depth == 18 else 3
        self.stem = nn.Sequential(
            nn.Conv2D(in_channels, width, 7, 2, 3, bias_attr=False), nn.BatchNorm2D(width), nn.ReLU()
        )
        self.blocks = nn.LayerList()
        before, channels = width, width
        for stage, number in enumerate(numbers):
            for index in range(number):
                stride = 2 if stage and not index else 1
                made, before = block(kind, before, channels, stride)
                self.blocks.append(made)
            channels *= 2
        self.fc = nn.Linear(before, classes)

    def forward(self, x):
        x = self.stem(x)
        for inside, around in self.blocks:
            x = nn.functional.relu(inside(x) + around(x))
        x = x.mean(axis=[2, 3])
        return self.fc(x)
