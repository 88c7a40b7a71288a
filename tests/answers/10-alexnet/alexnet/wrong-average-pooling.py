# Averages instead of taking the maximum.
# says: poolings take the mean
class AlexNet(nn.Layer):
    def __init__(self, num_classes=2, width=1.0, size=224):
        super().__init__()
        c1, c2, c3, c4, c5 = (int(count * width) for count in (96, 256, 384, 384, 256))
        units = int(4096 * width)
        side = ((size - 1) // 4 + 1) // 8
        self.all = nn.Sequential(
            nn.Conv2D(3, c1, 11, stride=4, padding=5), nn.ReLU(), nn.AvgPool2D(2, 2),
            nn.Conv2D(c1, c2, 5, padding=2), nn.ReLU(), nn.AvgPool2D(2, 2),
            nn.Conv2D(c2, c3, 3, padding=1), nn.ReLU(),
            nn.Conv2D(c3, c4, 3, padding=1), nn.ReLU(),
            nn.Conv2D(c4, c5, 3, padding=1), nn.ReLU(), nn.AvgPool2D(2, 2), nn.Flatten(),
            nn.Linear(c5 * side * side, units), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(units, units), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(units, num_classes),
        )

    def forward(self, x):
        return self.all(x)
