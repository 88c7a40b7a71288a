# Another right way: layers in LayerLists, activations and poolings as functions.
class VGG(nn.Layer):
    def __init__(self, config, in_channels=3, size=224, units=4096, classes=1000, dropout=0.5):
        super().__init__()
        self.stages = nn.LayerList()
        for number, out_channels in config:
            sizes = [in_channels] + number * [out_channels]
            self.stages.append(nn.LayerList([nn.Conv2D(a, b, 3, padding=1) for a, b in zip(sizes, sizes[1:])]))
            in_channels = out_channels
            size //= 2
        self.fc1 = nn.Linear(in_channels * size**2, units)
        self.fc2 = nn.Linear(units, units)
        self.fc3 = nn.Linear(units, classes)
        self.p = dropout

    def forward(self, x):
        F = nn.functional
        for stage in self.stages:
            for convolution in stage:
                x = F.relu(convolution(x))
            x = F.max_pool2d(x, 2, 2)
        x = x.flatten(1)
        x = F.dropout(F.relu(self.fc1(x)), self.p, training=self.training)
        x = F.dropout(F.relu(self.fc2(x)), self.p, training=self.training)
        return self.fc3(x)
