# Maximum of each map in place of the mean.
# says: The end takes the maximum
class Inception(nn.Layer):
    def __init__(self, in_channels, c1, c2, c3, c4):
        super().__init__()
        self.one = nn.Conv2D(in_channels, c1, 1)
        self.three_a = nn.Conv2D(in_channels, c2[0], 1)
        self.three_b = nn.Conv2D(c2[0], c2[1], 3, padding=1)
        self.five_a = nn.Conv2D(in_channels, c3[0], 1)
        self.five_b = nn.Conv2D(c3[0], c3[1], 5, padding=2)
        self.pool = nn.MaxPool2D(3, stride=1, padding=1)
        self.pooled = nn.Conv2D(in_channels, c4, 1)

    def forward(self, x):
        relu = nn.functional.relu
        first = relu(self.one(x))
        second = relu(self.three_b(relu(self.three_a(x))))
        third = relu(self.five_b(relu(self.five_a(x))))
        fourth = relu(self.pooled(self.pool(x)))
        return paddle.concat([first, second, third, fourth], axis=1)


class GoogLeNet(nn.Layer):
    def __init__(self, num_classes=1000, in_channels=3, width=1.0, stem_stride=2):
        super().__init__()
        a, b, c = round(64 * width), round(64 * width), round(192 * width)
        self.conv1 = nn.Conv2D(in_channels, a, 7, stride=stem_stride, padding=3)
        self.conv2 = nn.Conv2D(a, b, 1)
        self.conv3 = nn.Conv2D(b, c, 3, padding=1)
        self.modules_ = nn.LayerList()
        for name, (c1, c2, c3, c4) in MODULES.items():
            c1, c4 = round(c1 * width), round(c4 * width)
            c2 = [round(filters * width) for filters in c2]
            c3 = [round(filters * width) for filters in c3]
            self.modules_.append(Inception(c, c1, c2, c3, c4))
            c = c1 + c2[1] + c3[1] + c4
        self.pool = nn.MaxPool2D(3, stride=2, padding=1)
        self.fc = nn.Linear(c, num_classes)

    def forward(self, x):
        relu = nn.functional.relu
        x = self.pool(relu(self.conv1(x)))
        x = relu(self.conv2(x))
        x = self.pool(relu(self.conv3(x)))
        for name, module in zip(MODULES, self.modules_):
            x = module(x)
            if name in ("3b", "4e"):
                x = self.pool(x)
        return self.fc(x.amax(axis=[2, 3]))
