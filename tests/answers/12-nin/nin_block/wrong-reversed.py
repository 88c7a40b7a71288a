# The 1×1 convolutions come first.
# says: expected
def nin_block(in_channels, out_channels, kernel_size, stride=1, padding=0):
    a, b, c = out_channels
    return nn.Sequential(nn.Conv2D(in_channels, a, 1), nn.ReLU(), nn.Conv2D(a, b, 1), nn.ReLU(), nn.Conv2D(b, c, kernel_size, stride=stride, padding=padding), nn.ReLU())
