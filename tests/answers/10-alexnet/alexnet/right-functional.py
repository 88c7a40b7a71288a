import paddle.nn.functional as F


class AlexNet(paddle.nn.Layer):
    def __init__(self, num_classes: int = 2, width: float = 1.0, size: int = 224):
        super().__init__()
        wide = lambda n: int(n * width)
        before = 3
        self.convolutions = nn.LayerList()
        for after, k, stride in ((96, 11, 4), (256, 5, 1), (384, 3, 1), (384, 3, 1), (256, 3, 1)):
            self.convolutions.append(nn.Conv2D(before, wide(after), k, stride, k // 2))
            before = wide(after)
        inputs = int(np.prod(self.maps(paddle.zeros([1, 3, size, size])).shape[1:]))
        self.dense = nn.LayerList([nn.Linear(inputs, wide(4096)), nn.Linear(wide(4096), wide(4096)), nn.Linear(wide(4096), num_classes)])

    def maps(self, x):
        for i, layer in enumerate(self.convolutions):
            x = F.relu(layer(x))
            if i in (0, 1, 4):
                x = F.max_pool2d(x, kernel_size=2)
        return x

    def forward(self, x):
        x = paddle.flatten(self.maps(x), start_axis=1)
        for layer in self.dense[:2]:
            x = F.dropout(F.relu(layer(x)), p=0.5, training=self.training)
        return self.dense[2](x)
