def nin_block(in_channels, out_channels, kernel_size, stride=1, padding=0):
    layers = []
    for i, filters in enumerate(out_channels):
        sizes = dict(kernel_size=1) if i else dict(kernel_size=kernel_size, stride=stride, padding=padding)
        layers += [nn.Conv2D(in_channels, filters, **sizes), nn.ReLU()]
        in_channels = filters
    return nn.Sequential(*layers)
