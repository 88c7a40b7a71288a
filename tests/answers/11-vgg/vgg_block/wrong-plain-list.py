# Layers in a plain list of a Layer are not registered.
# says: it has no parameters at all
class Block(nn.Layer):
    def __init__(self, sizes):
        super().__init__()
        self.layers = [nn.Conv2D(a, b, 3, padding=1) for a, b in zip(sizes, sizes[1:])]

    def forward(self, x):
        for layer in self.layers:
            x = nn.functional.relu(layer(x))
        return nn.functional.max_pool2d(x, 2, 2)


def vgg_block(number, in_channels, out_channels):
    return Block([in_channels] + [out_channels] * number)
