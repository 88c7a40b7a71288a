# Only the last convolution has a bias.
# says: a bias is missing
def vgg_block(number, in_channels, out_channels):
    layers = []
    for i in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1, bias_attr=None if i == number - 1 else False), nn.ReLU()]
        in_channels = out_channels
    return nn.Sequential(*layers, nn.MaxPool2D(2, 2))
