def as_convolutions(layers, channels, height, width):
    net = nn.Sequential()
    for number, (weight, bias) in enumerate(layers):
        shape = (channels, height, width, len(bias)) if number == 0 else (*weight.shape[:1], 1, 1, len(bias))
        w = np.einsum("chwu->uchw", weight.reshape(shape)).copy().astype("float32")
        if number:
            net.add_sublayer(f"relu{number}", nn.ReLU())
        layer = nn.Conv2D(w.shape[1], w.shape[0], w.shape[2:])
        layer.weight.set_value(w)
        layer.bias.set_value(bias.astype("float32"))
        net.add_sublayer(f"layer{number}", layer)
    return net
