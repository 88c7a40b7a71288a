# Layers in an nn.LayerDict with a padding in words.
class Inception(nn.Layer):
    def __init__(self, in_channels, c1, c2, c3, c4):
        super().__init__()
        plans = {"1x1": [(1, c1)], "3x3": [(1, c2[0]), (3, c2[1])], "5x5": [(1, c3[0]), (5, c3[1])], "pool": [(1, c4)]}
        self.parts = nn.LayerDict()
        for name, plan in plans.items():
            part, before = nn.Sequential(), in_channels
            for number, (k, filters) in enumerate(plan):
                part.add_sublayer(f"conv{number}", nn.Conv2D(before, filters, k, padding="same"))
                part.add_sublayer(f"relu{number}", nn.ReLU())
                before = filters
            self.parts[name] = part

    def forward(self, x):
        wide = nn.functional.pad(x, [1, 1, 1, 1], value=float("-inf"))
        pooled = nn.functional.max_pool2d(wide, 3, 1)
        return paddle.concat([part(pooled if name == "pool" else x) for name, part in self.parts.items()], 1)
