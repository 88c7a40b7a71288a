class Block(nn.Layer):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.conv = nn.Conv2D(c_in, c_out, kernel_size=(5, 5), stride=1, padding="valid")

    def forward(self, x):
        return nn.functional.relu(self.conv(x))


class LeNet(nn.Layer):
    def __init__(self, classes: int = 10):
        super().__init__()
        self.blocks = nn.LayerList([Block(1, 6), Block(6, 16), Block(16, 120)])
        self.dense = nn.LayerList([nn.Linear(120, 84), nn.Linear(84, classes)])

    def forward(self, x: paddle.Tensor) -> paddle.Tensor:
        y = nn.functional.max_pool2d(self.blocks[0](x), kernel_size=2, stride=2)
        y = nn.functional.avg_pool2d(self.blocks[1](y), kernel_size=2, stride=2)
        y = self.blocks[2](y).mean(axis=[2, 3])  # one position
        return self.dense[1](self.dense[0](y).clip(min=0))
