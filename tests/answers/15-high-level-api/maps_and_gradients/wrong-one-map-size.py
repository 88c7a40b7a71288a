# Gradients of ones.
# says: gradients
make_networks = high_level.tiny_network


def maps_and_gradients(net, x, k):
    net.eval()
    maps = net.body(paddle.to_tensor(x)).detach()
    maps.stop_gradient = False
    (gradients,) = paddle.grad(net.head(maps)[:, k].sum(), maps)
    return maps.numpy(), np.ones(maps.shape, dtype='float32')
