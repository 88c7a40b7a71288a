class NiN(nn.Layer):
    def __init__(self, num_classes=10, in_channels=3, width=1.0, dropout=0.5):
        super().__init__()
        self.dropout = dropout
        filters = [int(width * f + 0.5) for f in (192, 160, 96, 192, 192, 192, 192, 192)] + [num_classes]
        sizes = [5, 1, 1, 5, 1, 1, 3, 1, 1]
        before = [in_channels, *filters]
        self.convolutions = nn.LayerList([nn.Conv2D(i, o, k, padding=k // 2) for i, o, k in zip(before, filters, sizes)])

    def maps(self, x):
        F = nn.functional
        for number, layer in enumerate(self.convolutions):
            if number == 3:
                x = F.dropout(F.max_pool2d(x, 3, 2, 1), self.dropout, training=self.training)
            if number == 6:
                x = F.dropout(F.avg_pool2d(x, 3, 2, 1), self.dropout, training=self.training)
            x = F.relu(layer(x))
        return x

    def forward(self, x):
        return nn.functional.adaptive_avg_pool2d(self.maps(x), 1).flatten(1)
