class LeNet(nn.Layer):
    def __init__(self, classes=10):
        super(LeNet, self).__init__()
        self.add_sublayer("a", nn.Conv2D(1, 6, 5))
        self.add_sublayer("b", nn.Conv2D(6, 16, 5))
        self.add_sublayer("c", nn.Conv2D(16, 120, 5))
        self.add_sublayer("d", nn.Linear(120, 84))
        self.add_sublayer("e", nn.Linear(84, classes))
        self.relu = nn.ReLU()

    def forward(self, x):
        y = self.relu(F.max_pool2d(self.a(x), 2))  # the maximum and ReLU change places freely
        y = nn.AdaptiveAvgPool2D(5)(self.relu(self.b(y)))
        y = paddle.squeeze(self.relu(self.c(y)), axis=[2, 3])
        return self.e(self.relu(self.d(y)))
