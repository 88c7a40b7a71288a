# Pictures always have three channels.
# says: number 0 (from 0) has the shape
class VGG(nn.Layer):
    def __init__(self, config, in_channels=3, size=224, units=4096, classes=1000, dropout=0.5):
        super().__init__()
        in_channels = 3
        layers = []
        for number, out_channels in config:
            for _ in range(number):
                layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.ReLU()]
                in_channels = out_channels
            layers += [nn.MaxPool2D(2, 2)]
        side = size // 2 ** len(config)
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(
            nn.Flatten(),
            nn.Linear(in_channels * side * side, units),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(units, units),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(units, classes),
        )

    def forward(self, x):
        return self.classifier(self.features(x))
