# The gradient of the probability.
# says: take the score, before softmax
make_networks = high_level.tiny_network


def maps_and_gradients(net, x, k):
    net.eval()
    maps = net.body(paddle.to_tensor(x)).detach()
    maps.stop_gradient = False
    (gradients,) = paddle.grad(F.softmax(net.head(maps))[:, k].sum(), maps)
    return maps.numpy(), gradients.numpy()
