# Another right way: recursion.
def vgg_block(number: int, in_channels: int, out_channels: int) -> nn.Sequential:
    def some(n):
        if n == 0:
            return []
        before = some(n - 1)
        return before + [nn.Conv2D(out_channels if before else in_channels, out_channels, 3, 1, 1), nn.ReLU()]
    return nn.Sequential(*some(number), nn.MaxPool2D(2))
