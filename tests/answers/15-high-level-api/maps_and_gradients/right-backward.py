# backward() on copies of the head's parameters' gradients, cleared afterwards.
make_networks = high_level.tiny_network


def maps_and_gradients(net, x, k):
    net.eval()
    with paddle.no_grad():
        maps = net.body(paddle.to_tensor(x))
    maps.stop_gradient = False
    scores = net.head(maps)
    scores[:, k].sum().backward()
    net.clear_gradients()
    return maps.numpy(), maps.grad.numpy()
