# The padding is not handed on.
# says: padding is not used
def nin_block(in_channels, out_channels, kernel_size, stride=1, padding=0):
    a, b, c = out_channels
    return nn.Sequential(nn.Conv2D(in_channels, a, kernel_size, stride=stride), nn.ReLU(), nn.Conv2D(a, b, 1), nn.ReLU(), nn.Conv2D(b, c, 1), nn.ReLU())
