class AlexNet(nn.Layer):
    def __init__(self, num_classes=2, width=1.0, size=224):
        super().__init__()
        before, convolutions = 3, []
        for count, k, stride in zip((96, 256, 384, 384, 256), (11, 5, 3, 3, 3), (4, 1, 1, 1, 1)):
            convolutions.append(nn.Conv2D(before, int(count * width), k, stride, k // 2))
            before = int(count * width)
        self.convolutions = nn.LayerList(convolutions)
        with paddle.no_grad():
            inputs = self.features(paddle.zeros([1, 3, size, size])).shape[1]
        self.fc1 = nn.Linear(inputs, int(4096 * width))
        self.fc2 = nn.Linear(int(4096 * width), int(4096 * width))
        self.fc3 = nn.Linear(int(4096 * width), num_classes)

    def features(self, x):
        for number, convolution in enumerate(self.convolutions, 1):
            x = nn.functional.relu(convolution(x))
            if number in (1, 2, 5):
                x = nn.functional.max_pool2d(x, 2)
        return x.reshape([x.shape[0], -1])

    def forward(self, x):
        x = self.features(x)
        for fc in (self.fc1, self.fc2):
            x = nn.functional.dropout(nn.functional.relu(fc(x)), p=0.5, training=self.training)
        return self.fc3(x)
