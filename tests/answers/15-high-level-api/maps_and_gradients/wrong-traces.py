# backward() leaves gradients at the parameters.
# says: a parameter has a gradient afterwards
make_networks = high_level.tiny_network


def maps_and_gradients(net, x, k):
    net.eval()
    maps = net.body(paddle.to_tensor(x)).detach()
    maps.stop_gradient = False
    net.head(maps)[:, k].sum().backward()
    return maps.numpy(), maps.grad.numpy()
