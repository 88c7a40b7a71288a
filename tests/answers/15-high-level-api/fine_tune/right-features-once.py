# The body's maps are computed once; only the head works after that.
make_network = high_level.tiny_network


def fine_tune(net, x, labels, rate, steps):
    net.eval()
    with paddle.no_grad():
        maps = net.body(x)
    net.head.train()
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(net.head(maps), labels)
        weights = [p for p in net.head.parameters() if not p.stop_gradient]
        for p, gradient in zip(weights, paddle.grad(loss, weights)):
            p.set_value(p - rate * gradient)
        losses.append(float(loss))
    return losses
