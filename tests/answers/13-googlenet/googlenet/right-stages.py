# Stages in nested nn.Sequential, channels followed by a function.
def relu_conv(before, after, k, s=1):
    return nn.Sequential(nn.Conv2D(before, after, (k, k), (s, s), padding=(k - 1) // 2), nn.ReLU())


class GoogLeNet(nn.Layer):
    def __init__(self, num_classes=1000, in_channels=3, width=1.0, stem_stride=2):
        super(GoogLeNet, self).__init__()
        self.width = width
        self.stem = nn.Sequential(
            relu_conv(in_channels, self.thin(64), 7, stem_stride),
            self.halve(),
            relu_conv(self.thin(64), self.thin(64), 1),
            relu_conv(self.thin(64), self.thin(192), 3),
            self.halve(),
        )
        self.channels = self.thin(192)
        self.stage3 = self.stage("3")
        self.stage4 = self.stage("4")
        self.stage5 = self.stage("5")
        self.head = nn.Linear(self.channels, num_classes)

    def thin(self, filters):
        return int(round(filters * self.width))

    def halve(self):
        return nn.MaxPool2D(kernel_size=3, stride=2, padding=1)

    def stage(self, number):
        modules = []
        for name in [each for each in MODULES if each[0] == number]:
            one, three, five, four = MODULES[name]
            one, four = self.thin(one), self.thin(four)
            three, five = tuple(map(self.thin, three)), tuple(map(self.thin, five))
            modules.append(Inception(self.channels, one, three, five, four))
            self.channels = one + three[-1] + five[-1] + four
        return nn.Sequential(*modules)

    def forward(self, x):
        x = self.halve()(self.stage3(self.stem(x)))
        x = self.stage5(self.halve()(self.stage4(x)))
        return self.head(paddle.mean(paddle.flatten(x, 2), -1))
