# Branches in a LayerList, ReLU once at the end of each branch and after the reductions.
class Inception(nn.Layer):
    def __init__(self, in_channels, c1, c2, c3, c4):
        super().__init__()
        two = nn.Sequential(nn.Conv2D(in_channels, c2[0], 1), nn.ReLU(), nn.Conv2D(c2[0], c2[1], 3, padding="SAME"))
        three = nn.Sequential(nn.Conv2D(in_channels, c3[0], 1), nn.ReLU(), nn.Conv2D(c3[0], c3[1], 5, padding="SAME"))
        four = nn.Sequential(nn.MaxPool2D(3, 1, 1), nn.Conv2D(in_channels, c4, 1))
        self.branches = nn.LayerList([nn.Conv2D(in_channels, c1, 1), two, three, four])

    def forward(self, x):
        return nn.functional.relu(paddle.concat([branch(x) for branch in self.branches], 1))
