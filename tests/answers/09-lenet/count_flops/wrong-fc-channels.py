# A fully connected layer on channels only, without flattening.
# says: flattens what comes before
def count_flops(layers, input_shape):
    shape, counts = list(input_shape[1:]), []
    for layer in layers:
        kind, number = layer["type"], 0
        if kind == "fc":
            number = shape[0] * layer["units"]
            shape = [layer["units"]]
        elif kind != "relu":
            k, padding = layer["kernel"], layer.get("padding", 0)
            stride = layer.get("stride", 1 if kind == "conv" else k)
            channels = shape[0]
            sides = [(side + 2 * padding - k) // stride + 1 for side in shape[1:]]
            shape = [layer.get("filters", channels), *sides]
            outputs = int(np.prod(shape))
            if kind == "conv":
                number = outputs * (channels * k * k + layer.get("bias", True))
            elif kind == "avg_pool":
                number = outputs
        counts.append(number)
    return counts
