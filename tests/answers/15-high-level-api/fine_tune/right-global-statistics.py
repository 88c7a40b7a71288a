# The body's batch normalizations are told to use their own statistics.
make_network = high_level.tiny_network


def fine_tune(net, x, labels, rate, steps):
    net.train()
    for layer in net.body.sublayers():
        if isinstance(layer, nn.BatchNorm2D):
            layer._use_global_stats = True
    sgd = paddle.optimizer.SGD(rate, parameters=[p for p in net.head.parameters() if not p.stop_gradient])
    losses = []
    for _ in range(steps):
        sgd.clear_grad()
        loss = F.cross_entropy(net(x), labels)
        loss.backward()
        sgd.step()
        losses.append(loss.item())
    net.clear_gradients()
    return losses
