# Nothing is repaired.
# says: a layer's attribute stop_gradient does nothing
make_network = high_level.tiny_network


def fine_tune(net, x, labels, rate, steps):
    net.body.stop_gradient = True
    net.body.eval()
    sgd = paddle.optimizer.SGD(rate, parameters=net.parameters())
    losses = []
    for _ in range(steps):
        net.train()
        loss = F.cross_entropy(net(x), labels)
        loss.backward()
        sgd.step()
        losses.append(loss.item())
    return losses
