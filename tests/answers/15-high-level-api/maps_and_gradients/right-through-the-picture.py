# The graph begins at the picture.
make_networks = high_level.tiny_network


def maps_and_gradients(net, x, k):
    _ = net.body.eval(), net.head.eval()
    x = paddle.to_tensor(x, stop_gradient=False)
    maps = net.body(x)
    onehot = paddle.zeros([len(x), net.head(maps).shape[1]])
    onehot[:, k] = 1
    gradients = paddle.grad((net.head(maps) * onehot).sum(), maps)[0]
    return [maps.detach().numpy(), np.array(gradients)]
