# The pooling is forgotten.
# says: The pooling at the end of the block is missing
def vgg_block(number, in_channels, out_channels):
    layers = []
    for i in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.ReLU()]
        in_channels = out_channels
    return nn.Sequential(*layers)
