# Returns the numbers of the last batch.
# says: numbers of the last batch
nn, optimizers = paddle.nn, paddle.optimizer


def train_epoch(net, optimizer, x, labels, batch_size, order):
    net.train()
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        scores = net(paddle.to_tensor(x[chosen]))
        loss = F.cross_entropy(scores, paddle.to_tensor(labels[chosen]))
        loss.backward()
        optimizer.step()
        optimizer.clear_grad()
    return loss.item(), float((scores.numpy().argmax(axis=1) == labels[chosen]).mean())
