def count_flops(layers, input_shape):
    made, kinds, c, x = [], [], input_shape[1], paddle.zeros([1, *input_shape[1:]])
    counts = []
    for layer in layers:
        kind = layer["type"]
        before = x
        if kind == "conv":
            bias = layer.get("bias", True)
            x = nn.Conv2D(x.shape[1], layer["filters"], layer["kernel"], layer.get("stride", 1), layer.get("padding", 0))(x)
            counts.append(x.numel().item() * (before.shape[1] * layer["kernel"] ** 2 + (1 if bias else 0)))
        elif kind == "fc":
            counts.append(x[0].numel().item() * layer["units"])
            x = paddle.zeros([1, layer["units"]])
        elif kind == "relu":
            counts.append(0)
        else:
            x = F.max_pool2d(x, layer["kernel"], layer.get("stride", layer["kernel"]), layer.get("padding", 0))
            counts.append(x.numel().item() if kind == "avg_pool" else 0)
    return counts
