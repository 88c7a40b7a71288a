# Kernels 5×5.
# says: every kernel is 3×3
def vgg_block(number, in_channels, out_channels):
    layers = []
    for i in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 5, padding=2), nn.ReLU()]
        in_channels = out_channels
    return nn.Sequential(*layers, nn.MaxPool2D(2, 2))
