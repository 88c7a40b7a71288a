# Keeps the layers in a plain list, where Paddle does not find them.
# says: those in a plain list are not found
class LeNet(nn.Layer):
    def __init__(self, classes=10):
        super().__init__()
        self.convolutions = [nn.Conv2D(1, 6, 5), nn.Conv2D(6, 16, 5), nn.Conv2D(16, 120, 5)]
        self.linear = [nn.Linear(120, 84), nn.Linear(84, classes)]

    def forward(self, x):
        y = F.max_pool2d(F.relu(self.convolutions[0](x)), 2)
        y = F.avg_pool2d(F.relu(self.convolutions[1](y)), 2)
        y = F.relu(self.convolutions[2](y)).flatten(1)
        return self.linear[1](F.relu(self.linear[0](y)))
