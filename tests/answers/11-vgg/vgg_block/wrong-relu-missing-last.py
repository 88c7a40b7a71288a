# No ReLU after the last convolution.
# says: The last convolution has no ReLU
def vgg_block(number, in_channels, out_channels):
    layers = []
    for i in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), *([nn.ReLU()] if i < number - 1 else [])]
        in_channels = out_channels
    return nn.Sequential(*layers, nn.MaxPool2D(2, 2))
