# `number` is ignored.
# says: a block has `number` convolutions
def vgg_block(number, in_channels, out_channels):
    return nn.Sequential(nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.ReLU(), nn.MaxPool2D(2, 2))
