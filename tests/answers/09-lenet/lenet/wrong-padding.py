# Pads the first convolution, as for pictures of 28×28.
# says: 480
class LeNet(nn.Layer):
    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2D(1, 6, 5, padding=2)
        self.conv3 = nn.Conv2D(6, 16, 5)
        self.conv5 = nn.Conv2D(16, 120, 5)
        self.linear6 = nn.Linear(120, 84)
        self.linear7 = nn.Linear(84, classes)

    def forward(self, x):
        y = F.max_pool2d(F.relu(self.conv1(x)), 2)
        y = F.avg_pool2d(F.relu(self.conv3(y)), 2)
        y = F.relu(self.conv5(y)).flatten(1)
        return self.linear7(F.relu(self.linear6(y)))
