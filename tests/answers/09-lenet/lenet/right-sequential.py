class LeNet(nn.Layer):
    def __init__(self, classes=10):
        super().__init__()
        layers = [nn.Conv2D(1, 6, 5), nn.ReLU(), nn.MaxPool2D(2, 2), nn.Conv2D(6, 16, 5), nn.ReLU()]
        layers += [nn.AvgPool2D(2, 2), nn.Conv2D(16, 120, 5), nn.ReLU(), nn.Flatten()]
        layers += [nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, classes)]
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)
