nn, optimizers = paddle.nn, paddle.optimizer


def train_epoch(net, optimizer, x, labels, batch_size, order):
    net.train()
    losses, shares, sizes = [], [], []
    criterion = nn.CrossEntropyLoss()
    for first in range(0, len(order), batch_size):
        i = order[first : first + batch_size]
        scores = net(paddle.to_tensor(x[i]))
        loss = criterion(scores, paddle.to_tensor(labels[i]))
        loss.backward()
        optimizer.minimize(loss)
        net.clear_gradients()
        losses.append(float(loss)), sizes.append(len(i))
        shares.append(accuracy(scores.numpy(), labels[i]))
    return np.average(losses, weights=sizes), np.average(shares, weights=sizes)
