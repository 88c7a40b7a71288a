# Batch normalization behind each convolution.
# says: no batch normalization
def vgg_block(number, in_channels, out_channels):
    layers = []
    for i in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.BatchNorm2D(out_channels), nn.ReLU()]
        in_channels = out_channels
    return nn.Sequential(*layers, nn.MaxPool2D(2, 2))
