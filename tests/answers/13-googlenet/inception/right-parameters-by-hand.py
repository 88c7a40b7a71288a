# Parameters made one by one, convolutions called as functions.
class Inception(nn.Layer):
    def __init__(self, in_channels, c1, c2, c3, c4):
        super().__init__()
        sizes = [(c1, in_channels, 1), (c2[0], in_channels, 1), (c2[1], c2[0], 3)]
        sizes += [(c3[0], in_channels, 1), (c3[1], c3[0], 5), (c4, in_channels, 1)]
        self.found = nn.ParameterList()
        for filters, channels, k in sizes:
            self.found.append(self.create_parameter([filters, channels, k, k]))
            self.found.append(self.create_parameter([filters], is_bias=True))

    def conv(self, x, number):
        weight, bias = self.found[2 * number], self.found[2 * number + 1]
        return nn.functional.relu(nn.functional.conv2d(x, weight, bias, padding=weight.shape[2] // 2))

    def forward(self, x):
        pooled = nn.functional.max_pool2d(x, 3, 1, 1)
        first, second, third = self.conv(x, 0), self.conv(self.conv(x, 1), 2), self.conv(self.conv(x, 3), 4)
        return paddle.concat([first, second, third, self.conv(pooled, 5)], 1)
