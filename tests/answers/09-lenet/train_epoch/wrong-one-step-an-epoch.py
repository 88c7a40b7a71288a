# One step at the end of the epoch.
# says: There is one step at the end
nn, optimizers = paddle.nn, paddle.optimizer


def train_epoch(net, optimizer, x, labels, batch_size, order):
    net.train()
    loss_sum, right = 0.0, 0
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        scores = net(paddle.to_tensor(x[chosen]))
        loss = F.cross_entropy(scores, paddle.to_tensor(labels[chosen]))
        loss.backward()
        loss_sum += loss.item() * len(chosen)
        right += int((scores.numpy().argmax(axis=1) == labels[chosen]).sum())
    optimizer.step()
    optimizer.clear_grad()
    return loss_sum / len(order), right / len(order)
