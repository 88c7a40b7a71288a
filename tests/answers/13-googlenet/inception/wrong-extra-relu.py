# ReLU of the input, too.
# says: ReLU is taken of the input, too
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
        x = relu(x)
        first = relu(self.one(x))
        second = relu(self.three_b(relu(self.three_a(x))))
        third = relu(self.five_b(relu(self.five_a(x))))
        fourth = relu(self.pooled(self.pool(x)))
        return paddle.concat([first, second, third, fourth], axis=1)
