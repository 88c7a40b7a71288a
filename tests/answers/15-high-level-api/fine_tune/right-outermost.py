# A network around the two parts holds the body back.
make_network = high_level.tiny_network


class Held(nn.Layer):
    def __init__(self, net):
        super().__init__()
        self.body, self.head = net.body, net.head

    def train(self, mode=True):
        super().train(mode)
        self.body.eval()
        return self

    def forward(self, x):
        return self.head(self.body(x))


def fine_tune(net, x, labels, rate, steps):
    held = Held(net)
    for parameter in net.body.parameters():
        parameter.stop_gradient = True
    sgd = paddle.optimizer.SGD(rate, parameters=[p for p in held.parameters() if not p.stop_gradient])
    return [step(held, sgd, x, labels) for _ in range(steps)]


def step(held, sgd, x, labels):
    held.train()
    loss = nn.CrossEntropyLoss()(held(x), labels)
    loss.backward()
    sgd.step()
    sgd.clear_grad()
    return float(loss)
