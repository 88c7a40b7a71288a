# The layer's attribute, all else is right.
# says: a layer's attribute stop_gradient does nothing
make_network = high_level.tiny_network


def fine_tune(net, x, labels, rate, steps):
    net.body.stop_gradient = True
    sgd = paddle.optimizer.SGD(rate, parameters=net.parameters())
    losses = []
    for _ in range(steps):
        net.train()
        net.body.eval()
        loss = F.cross_entropy(net(x), labels)
        loss.backward()
        sgd.step()
        net.clear_gradients()
        losses.append(loss.item())
    return losses
