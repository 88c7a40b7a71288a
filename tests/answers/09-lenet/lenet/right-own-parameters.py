class LeNet(nn.Layer):
    def __init__(self, classes=10):
        super().__init__()
        shapes = [[6, 1, 5, 5], [16, 6, 5, 5], [120, 16, 5, 5], [120, 84], [84, classes]]
        for number, shape in enumerate(shapes):
            self.add_parameter(f"w{number}", self.create_parameter(shape))
            self.add_parameter(f"b{number}", self.create_parameter([shape[0] if len(shape) == 4 else shape[1]], is_bias=True))

    def forward(self, x):
        y = F.max_pool2d(F.relu(F.conv2d(x, self.w0, self.b0)), 2)
        y = F.avg_pool2d(F.relu(F.conv2d(y, self.w1, self.b1)), 2)
        y = F.relu(paddle.einsum("nchw,fchw->nf", y, self.w2) + self.b2)
        y = F.relu(paddle.matmul(y, self.w3) + self.b3)
        return y @ self.w4 + self.b4
