def count_flops(layers, input_shape):
    def window(layer, shape, stride):
        k, s, p = layer["kernel"], layer.get("stride", stride), layer.get("padding", 0)
        return [(side + 2 * p - k) // s + 1 for side in shape[1:]]

    def one(layer, shape):
        if layer["type"] == "conv":
            out = [layer["filters"], *window(layer, shape, 1)]
            macs = np.prod(out) * shape[0] * layer["kernel"] ** 2
            return macs + (np.prod(out) if layer.get("bias", True) else 0), out
        if layer["type"] in ("avg_pool", "max_pool"):
            out = [shape[0], *window(layer, shape, layer["kernel"])]
            return np.prod(out) * (layer["type"] == "avg_pool"), out
        if layer["type"] == "fc":
            return np.prod(shape) * layer["units"], [layer["units"]]
        return 0, shape

    shape, result = list(input_shape)[1:], []
    for layer in layers:
        number, shape = one(layer, shape)
        result.append(int(number))
    return result
