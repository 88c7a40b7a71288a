class LeNet(nn.Layer):
    def __init__(self, classes=10):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2D(1, 6, 5), nn.ReLU(), nn.MaxPool2D(2, 2), nn.Conv2D(6, 16, 5), nn.ReLU(), nn.AvgPool2D(2, 2), nn.Conv2D(16, 120, 5), nn.ReLU()
        )
        self.classifier = nn.Sequential(nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, classes))

    def forward(self, x):
        y = self.features(x)
        return self.classifier(y.reshape([y.shape[0], -1]))
