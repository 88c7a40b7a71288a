# A subclass of nn.Sequential with named parts, and a module of its own.
class Parallel(nn.Layer):
    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.LayerList(branches)

    def forward(self, x):
        return paddle.concat([branch(x) for branch in self.branches], axis=1)


def block(*plan, pool=False):
    layers = [nn.MaxPool2D(3, stride=1, padding="SAME")] if pool else []
    for before, after, k in plan:
        layers += [nn.Conv2D(before, after, k, padding="SAME"), nn.ReLU()]
    return nn.Sequential(*layers)


class GoogLeNet(nn.Sequential):
    def __init__(self, num_classes=1000, in_channels=3, width=1.0, stem_stride=2):
        def narrow(filters):
            return round(filters * width)

        n, parts = narrow(192), []
        stem = [nn.Conv2D(in_channels, narrow(64), 7, stem_stride, 3), nn.ReLU(), nn.MaxPool2D(3, 2, 1)]
        stem += [block((narrow(64), narrow(64), 1)), block((narrow(64), n, 3)), nn.MaxPool2D(3, 2, 1)]
        for name, (a, (b, c), (d, e), f) in MODULES.items():
            a, b, c, d, e, f = map(narrow, (a, b, c, d, e, f))
            parts.append(Parallel(block((n, a, 1)), block((n, b, 1), (b, c, 3)), block((n, d, 1), (d, e, 5)), block((n, f, 1), pool=True)))
            n = a + c + e + f
            if name[1] == {"3": "b", "4": "e"}.get(name[0]):
                parts.append(nn.MaxPool2D(3, 2, 1))
        super().__init__(*stem, *parts, nn.AdaptiveAvgPool2D((1, 1)), nn.Flatten(), nn.Linear(n, num_classes))
