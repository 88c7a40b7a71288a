# The vector of scores, and modes put back.
make_networks = high_level.tiny_network


def maps_and_gradients(net, x, k):
    modes = [(layer, layer.training) for layer in net.sublayers(include_self=True)]
    net.eval()
    maps = net.body(paddle.to_tensor(x)).detach()
    maps.stop_gradient = False
    scores = net.head(maps)
    gradients = paddle.grad([scores[:, k]], [maps])[0]
    for layer, training in modes:
        layer.training = training
    return maps.numpy(), gradients.numpy()
