# The biases are not set.
# says: biases are missing
def as_convolutions(layers, channels, height, width):
    modules, c_in, kernel = [], channels, (height, width)
    for weight, bias in layers:
        units = len(bias)
        layer = nn.Conv2D(c_in, units, kernel)
        layer.weight.set_value(weight.T.reshape(units, c_in, *kernel).astype("float32"))
        layer.bias.set_value(0 * bias.astype("float32"))
        modules += [layer, nn.ReLU()]
        c_in, kernel = units, (1, 1)
    return nn.Sequential(*modules[:-1])
