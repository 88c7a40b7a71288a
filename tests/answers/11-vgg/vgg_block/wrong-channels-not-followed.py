# Every convolution takes in_channels.
# says: as many channels as the one before it gives out
def vgg_block(number, in_channels, out_channels):
    layers = []
    for _ in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*layers, nn.MaxPool2D(2, 2))
