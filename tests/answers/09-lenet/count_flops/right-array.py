def count_flops(layers, input_shape):
    shape, out = np.array(input_shape[1:]), np.zeros(len(layers), dtype=np.int64)
    for i, layer in enumerate(layers):
        if layer["type"] == "fc":
            out[i] = shape.prod() * layer["units"]
            shape = np.array([layer["units"]])
        elif "kernel" in layer:
            k = layer["kernel"]
            c = shape[0]
            s = layer.get("stride", k if "pool" in layer["type"] else 1)
            shape = (shape + 2 * layer.get("padding", 0) - k) // s + 1
            shape[0] = layer.get("filters", c)
            if layer["type"] == "conv":
                out[i] = shape.prod() * (c * k * k + layer.get("bias", True))
            elif layer["type"] == "avg_pool":
                out[i] = shape.prod()
    return out
