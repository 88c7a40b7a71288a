# Leaves the bias of convolutions out.
# says: A convolution adds its bias to every output
def count_flops(layers, input_shape):
    c, h, w = input_shape[1:]
    counts = []
    for layer in layers:
        kind = layer["type"]
        if kind == "fc":
            counts.append(c * h * w * layer["units"])
            c, h, w = layer["units"], 1, 1
            continue
        if kind == "relu":
            counts.append(0)
            continue
        k, padding = layer["kernel"], layer.get("padding", 0)
        stride = layer.get("stride", 1 if kind == "conv" else k)
        h, w = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
        if kind == "conv":
            products = c * k * k
            c = layer["filters"]
            counts.append(c * h * w * (products))
        else:
            counts.append(c * h * w if kind == "avg_pool" else 0)
    return counts
