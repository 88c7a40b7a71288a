# ReLU before the convolution.
# says: ReLU stands before the convolutions
def vgg_block(number, in_channels, out_channels):
    layers = []
    for i in range(number):
        layers += [nn.ReLU(), nn.Conv2D(in_channels, out_channels, 3, padding=1)]
        in_channels = out_channels
    return nn.Sequential(*layers, nn.MaxPool2D(2, 2))
