nn, optimizers = paddle.nn, paddle.optimizer


def train_epoch(net, optimizer, x, labels, batch_size, order):
    net.train()
    x, labels = x[order], labels[order]
    losses, said = [], []
    while len(said) < len(x):
        now = slice(len(said), len(said) + batch_size)
        z = net(paddle.to_tensor(x[now]))
        each = -paddle.take_along_axis(F.log_softmax(z, axis=1), paddle.to_tensor(labels[now])[:, None], axis=1)
        optimizer.clear_grad()
        each.mean().backward()
        optimizer.step()
        losses += each.numpy().ravel().tolist()
        said += z.argmax(axis=1).tolist()
    optimizer.clear_grad()
    return [float(np.mean(losses)), float(np.mean(np.array(said) == labels))]
