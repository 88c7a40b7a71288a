# Makes the layers in forward.
# says: it has no parameters
class LeNet(nn.Layer):
    def __init__(self, classes=10):
        super().__init__()
        self.classes = classes

    def forward(self, x):
        y = F.max_pool2d(F.relu(nn.Conv2D(1, 6, 5)(x)), 2)
        y = F.avg_pool2d(F.relu(nn.Conv2D(6, 16, 5)(y)), 2)
        y = F.relu(nn.Conv2D(16, 120, 5)(y)).flatten(1)
        return nn.Linear(84, self.classes)(F.relu(nn.Linear(120, 84)(y)))
