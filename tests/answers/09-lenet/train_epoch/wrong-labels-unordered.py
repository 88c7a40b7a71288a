# Orders the pictures, but not their labels.
# says: but their labels are not
nn, optimizers = paddle.nn, paddle.optimizer


def train_epoch(net, optimizer, x, labels, batch_size, order):
    net.train()
    loss_sum, right = 0.0, 0
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        wanted = labels[start : start + batch_size]
        scores = net(paddle.to_tensor(x[chosen]))
        loss = F.cross_entropy(scores, paddle.to_tensor(wanted))
        loss.backward()
        optimizer.step()
        optimizer.clear_grad()
        loss_sum += loss.item() * len(chosen)
        right += int((scores.numpy().argmax(axis=1) == wanted).sum())
    return loss_sum / len(order), right / len(order)
