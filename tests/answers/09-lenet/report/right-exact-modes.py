nn = paddle.nn


def report(net, training, validation, batch_size):
    modes = [(layer, layer.training) for layer in net.sublayers(include_self=True)]
    net.eval()
    try:
        return {"training": _share(net, *training, batch_size), "validation": _share(net, *validation, batch_size)}
    finally:
        for layer, mode in modes:
            layer.training = mode


@paddle.no_grad()
def _share(net, x, labels, batch_size):
    cuts = list(range(batch_size, len(x), batch_size))
    said = [net(paddle.to_tensor(part)).numpy().argmax(-1) for part in np.split(x, cuts)]
    return (np.concatenate(said) == np.asarray(labels)).mean()
