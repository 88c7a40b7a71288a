# Another right way: layers appended by name, ReLU and pooling from one object each.
def vgg_block(number, in_channels, out_channels):
    block = nn.Sequential()
    for i in range(number):
        block.add_sublayer(f"conv{i}", nn.Conv2D(in_channels if i == 0 else out_channels, out_channels, kernel_size=3, stride=1, padding="SAME"))
        block.add_sublayer(f"relu{i}", nn.ReLU())
    block.add_sublayer("pool", nn.MaxPool2D(kernel_size=2))
    return block
