def count_flops(layers, input_shape):
    if not layers:
        return []
    (layer, *rest), (_, *shape) = layers, input_shape
    match layer:
        case {"type": "relu"}:
            flops = 0
        case {"type": "fc", "units": units}:
            flops, shape = units, [units]
            for side in input_shape[1:]:
                flops *= side
        case {"type": kind, "kernel": k}:
            s = layer.get("stride") or {"conv": 1}.get(kind, k)
            p = layer.get("padding", 0)
            c, h, w = shape
            h, w = ((n + p + p - k + s) // s for n in (h, w))
            f = layer.get("filters", c)
            shape = (f, h, w)
            flops = f * h * w * {"conv": c * k**2 + int(layer.get("bias", True)), "avg_pool": 1, "max_pool": 0}[kind]
    return [flops] + count_flops(rest, (1, *shape))
