# The losses are not returned.
# says: return the losses as a list
make_network = high_level.tiny_network


def fine_tune(net, x, labels, rate, steps):
    for parameter in net.body.parameters():
        parameter.stop_gradient = True
    sgd = paddle.optimizer.SGD(rate, parameters=net.head.parameters())
    losses = []
    for _ in range(steps):
        net.train()
        net.body.eval()
        loss = F.cross_entropy(net(x), labels)
        loss.backward()
        sgd.step()
        sgd.clear_grad()
        losses.append(loss.item())
