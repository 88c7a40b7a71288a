# The fully connected layers are made first.
# says: not made in the order of the forward pass
class VGG(nn.Layer):
    def __init__(self, config, in_channels=3, size=224, units=4096, classes=1000, dropout=0.5):
        super().__init__()
        out = config[-1][1] * (size // 2 ** len(config)) ** 2
        self.head = nn.LayerList([nn.Linear(out, units), nn.Linear(units, units), nn.Linear(units, classes)])
        self.p = dropout
        layers = []
        for number, out_channels in config:
            for _ in range(number):
                layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.ReLU()]
                in_channels = out_channels
            layers += [nn.MaxPool2D(2, 2)]
        self.features = nn.Sequential(*layers)

    def forward(self, x):
        x = self.features(x).flatten(1)
        for layer in self.head[:2]:
            x = nn.functional.dropout(nn.functional.relu(layer(x)), self.p, training=self.training)
        return self.head[2](x)
