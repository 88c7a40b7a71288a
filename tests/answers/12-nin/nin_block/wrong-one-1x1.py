# Only one 1×1 convolution.
# says: two of 1×1 follow
def nin_block(in_channels, out_channels, kernel_size, stride=1, padding=0):
    a, b, c = out_channels
    return nn.Sequential(nn.Conv2D(in_channels, a, kernel_size, stride=stride, padding=padding), nn.ReLU(), nn.Conv2D(a, c, 1), nn.ReLU())
