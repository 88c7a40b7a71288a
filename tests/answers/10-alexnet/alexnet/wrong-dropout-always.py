# Drops in inference as well.
# says: after eval()
class AlexNet(nn.Layer):
    def __init__(self, num_classes=2, width=1.0, size=224):
        super().__init__()
        c = [3, *(int(count * width) for count in (96, 256, 384, 384, 256))]
        maps = []
        for i, k in enumerate((11, 5, 3, 3, 3)):
            maps += [nn.Conv2D(c[i], c[i + 1], k, 4 if i == 0 else 1, k // 2), nn.ReLU()]
            maps += [nn.MaxPool2D(2, 2)] if i in (0, 1, 4) else []
        self.maps = nn.Sequential(*maps, nn.Flatten())
        units = int(4096 * width)
        self.fc1 = nn.Linear(c[5] * (((size - 1) // 4 + 1) // 8) ** 2, units)
        self.fc2, self.fc3 = nn.Linear(units, units), nn.Linear(units, num_classes)

    def forward(self, x):
        x = nn.functional.dropout(nn.functional.relu(self.fc1(self.maps(x))), 0.5)
        return self.fc3(nn.functional.dropout(nn.functional.relu(self.fc2(x)), 0.5))
