# All three kernels are k×k.
# says: expected 1×1
def nin_block(in_channels, out_channels, kernel_size, stride=1, padding=0):
    a, b, c = out_channels
    return nn.Sequential(nn.Conv2D(in_channels, a, kernel_size, stride=stride, padding=padding), nn.ReLU(), nn.Conv2D(a, b, kernel_size, padding=kernel_size // 2), nn.ReLU(), nn.Conv2D(b, c, kernel_size, padding=kernel_size // 2), nn.ReLU())
