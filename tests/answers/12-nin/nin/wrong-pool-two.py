# Poolings of 2×2.
# says: poolings are 2×2
class NiN(nn.Layer):
    def __init__(self, num_classes=10, in_channels=3, width=1.0, dropout=0.5):
        super().__init__()
        a, b, c = (round(filters * width) for filters in (192, 160, 96))

        def block(c_in, filters, k, p):
            first, second, third = filters
            layers = [nn.Conv2D(c_in, first, k, padding=p), nn.ReLU(), nn.Conv2D(first, second, 1), nn.ReLU()]
            return nn.Sequential(*layers, nn.Conv2D(second, third, 1), nn.ReLU())

        self.body = nn.Sequential(
            block(in_channels, [a, b, c], 5, 2),
            nn.MaxPool2D(2, stride=2),
            nn.Dropout(dropout),
            block(c, [a, a, a], 5, 2),
            nn.AvgPool2D(2, stride=2),
            nn.Dropout(dropout),
            block(a, [a, a, num_classes], 3, 1),
        )

    def maps(self, x):
        return self.body(x)

    def forward(self, x):
        return self.maps(x).mean(axis=[2, 3])
