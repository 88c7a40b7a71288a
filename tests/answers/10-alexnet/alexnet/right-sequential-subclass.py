class AlexNet(nn.Sequential):
    def __init__(self, num_classes=2, width=1.0, size=224):
        c = [3] + [int(n * width) for n in (96, 256, 384, 384, 256)]
        u = int(4096 * width)
        n = c[-1] * ((size + 3) // 32) ** 2
        layers = []
        for i, (k, s, p) in enumerate([(11, 4, 5), (5, 1, 2), (3, 1, 1), (3, 1, 1), (3, 1, 1)]):
            layers += [nn.Conv2D(c[i], c[i + 1], k, s, p), nn.ReLU()]
            if i in (0, 1, 4):
                layers.append(nn.MaxPool2D(2))
        layers.append(nn.Flatten())
        for a, b in ((n, u), (u, u)):
            layers += [nn.Linear(a, b), nn.ReLU(), nn.Dropout(0.5)]
        super().__init__(*layers, nn.Linear(u, num_classes))

    def forward(self, x):
        return super().forward(x)
