nn, optimizers = paddle.nn, paddle.optimizer
def train_epoch(net, optimizer, x, labels, batch_size, order):
    net.train()
    x, labels = paddle.to_tensor(x), paddle.to_tensor(labels)
    rows = []
    for chosen in np.split(order, range(batch_size, len(order), batch_size)):
        chosen = paddle.to_tensor(chosen)
        scores = net(x[chosen])
        each = F.cross_entropy(scores, labels[chosen], reduction="none")
        each.mean().backward()
        optimizer.step()
        optimizer.clear_grad()
        right = scores.argmax(axis=1) == labels[chosen]
        rows.append(np.stack([each.numpy().ravel(), right.numpy()], axis=1))
    loss, accuracy = np.concatenate(rows).mean(axis=0)
    return float(loss), float(accuracy)
