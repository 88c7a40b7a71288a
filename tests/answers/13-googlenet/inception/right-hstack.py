# A small class for a convolution with its ReLU; paddle.hstack lays channels side by side.
class Seen(nn.Layer):
    def __init__(self, before, after, k):
        super().__init__()
        self.conv = nn.Conv2D(before, after, k, padding=(k - 1) // 2)

    def forward(self, x):
        return self.conv(x).clip(min=0)


class Inception(nn.Layer):
    def __init__(self, in_channels, c1, c2, c3, c4):
        super().__init__()
        self.first = Seen(in_channels, c1, 1)
        self.second = nn.Sequential(Seen(in_channels, c2[0], 1), Seen(*c2, 3))
        self.third = nn.Sequential(Seen(in_channels, c3[0], 1), Seen(*c3, 5))
        self.fourth = nn.Sequential(nn.MaxPool2D(3, 1, 1), Seen(in_channels, c4, 1))

    def forward(self, x):
        return paddle.hstack([self.first(x), self.second(x), self.third(x), self.fourth(x)])
