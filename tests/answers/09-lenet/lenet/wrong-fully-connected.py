# The third convolution as a fully connected layer.
# says: The third convolution is a fully connected layer
class LeNet(nn.Layer):
    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2D(1, 6, 5)
        self.conv3 = nn.Conv2D(6, 16, 5)
        self.linear5 = nn.Linear(400, 120)
        self.linear6 = nn.Linear(120, 84)
        self.linear7 = nn.Linear(84, classes)

    def forward(self, x):
        y = F.max_pool2d(F.relu(self.conv1(x)), 2)
        y = F.avg_pool2d(F.relu(self.conv3(y)), 2)
        y = F.relu(self.linear5(y.flatten(1)))
        return self.linear7(F.relu(self.linear6(y)))
