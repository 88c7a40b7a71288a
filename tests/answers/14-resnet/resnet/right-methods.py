# A method for a stage, add_sublayer, the mean by adaptive pooling.
class ResNet(nn.Layer):
    def __init__(self, depth: int, in_channels: int = 3, classes: int = 1000, width: int = 64):
        super().__init__()
        self.stem = nn.Sequential(
            ("conv", nn.Conv2D(in_channels, width, 7, stride=2, padding=3, bias_attr=False)),
            ("norm", nn.BatchNorm2D(width)),
            ("relu", nn.ReLU()),
            ("pool", nn.MaxPool2D(kernel_size=3, stride=2, padding=1)),
        )
        self.now = width
        for k, n in enumerate(BLOCKS[depth], 1):
            self.add_sublayer(f"stage{k}", self.stage(depth, n, width << (k - 1), 1 + (k > 1)))
        self.head = nn.Linear(self.now, classes)

    def stage(self, depth, n, channels, stride):
        if n == 0:
            return nn.Sequential()
        Kind = Bottleneck if depth > 18 else ResidualBlock
        first = Kind(self.now, channels, stride)
        self.now = 4 * channels if depth > 18 else channels
        return nn.Sequential(first, *(Kind(self.now, channels) for _ in range(n - 1)))

    def forward(self, x):
        x = self.stem(x)
        for k in range(1, 5):
            x = getattr(self, f"stage{k}")(x)
        x = nn.functional.adaptive_avg_pool2d(x, 1)
        return self.head(paddle.flatten(x, start_axis=1))
