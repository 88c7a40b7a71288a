# The gradient of the loss.
# says: gradient of the loss
make_networks = high_level.tiny_network


def maps_and_gradients(net, x, k):
    net.eval()
    maps = net.body(paddle.to_tensor(x)).detach()
    maps.stop_gradient = False
    (gradients,) = paddle.grad(F.cross_entropy(net.head(maps), paddle.full([len(x)], k, "int64")), maps)
    return maps.numpy(), gradients.numpy()
