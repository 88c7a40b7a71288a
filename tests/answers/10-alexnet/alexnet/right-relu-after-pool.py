class AlexNet(nn.Layer):
    def __init__(self, num_classes=2, width=1.0, size=224):
        super().__init__()
        c = [int(n * width) for n in (96, 256, 384, 384, 256)]
        units = int(4096 * width)
        side = ((size - 1) // 4 + 1) // 8
        self.layers = nn.Sequential(
            nn.Conv2D(3, c[0], 11, stride=4, padding=5), nn.MaxPool2D(2, 2), nn.ReLU(),
            nn.Conv2D(c[0], c[1], 5, padding=2), nn.MaxPool2D(2, 2), nn.ReLU(),
            nn.Conv2D(c[1], c[2], 3, padding=1), nn.ReLU(),
            nn.Conv2D(c[2], c[3], 3, padding=1), nn.ReLU(),
            nn.Conv2D(c[3], c[4], 3, padding=1), nn.MaxPool2D(2, 2), nn.ReLU(),
            nn.Flatten(),
            nn.Linear(c[4] * side * side, units), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(units, units), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(units, num_classes),
        )

    def forward(self, x):
        return self.layers(x)
