# A pooling after every convolution.
# says: There is a pooling after every convolution
def vgg_block(number, in_channels, out_channels):
    layers = []
    for i in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.ReLU(), nn.MaxPool2D(2, 2)]
        in_channels = out_channels
    return nn.Sequential(*layers)
