# Another right way: the last ReLU behind the pooling, which changes nothing.
def vgg_block(number, in_channels, out_channels):
    layers = []
    for i in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.ReLU()]
        in_channels = out_channels
    return nn.Sequential(*layers[:-1], nn.MaxPool2D(2, 2), nn.ReLU())
