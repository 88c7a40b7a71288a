# One layer at a time, by recursion.
def layer_table(layers, input_shape):
    if not layers:
        return {}
    layer, n, c = layers[0], input_shape[0], input_shape[1]
    none = {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0}

    def with_weights(shape, units):
        return {"weight_shape": shape, "weight_count": int(np.prod(shape)), "bias_shape": [units], "bias_count": units}

    if layer["type"] == "fc":
        row = with_weights([int(np.prod(input_shape[1:])), layer["units"]], layer["units"])
        output = [n, layer["units"]]
    else:
        k = layer["kernel"]
        stride = layer.get("stride", k if layer["type"] == "pool" else 1)
        sides = [len(range(0, side + 2 * layer.get("padding", 0) - k + 1, stride)) for side in input_shape[2:]]
        if layer["type"] == "pool":
            row, output = none, [n, c, *sides]
        else:
            row, output = with_weights([layer["filters"], c, k, k], layer["filters"]), [n, layer["filters"], *sides]
    return {layer["name"]: {**row, "output_shape": output}} | layer_table(layers[1:], output)
