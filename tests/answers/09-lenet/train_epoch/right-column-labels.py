nn, optimizers = paddle.nn, paddle.optimizer


def train_epoch(net, optimizer, x, labels, batch_size, order):
    net.train()
    total = paddle.zeros([2])
    for batch in [order[i : i + batch_size] for i in range(0, len(order), batch_size)]:
        wanted = paddle.to_tensor(labels[batch]).unsqueeze(1)
        scores = net(paddle.to_tensor(x[batch]))
        loss = F.cross_entropy(scores, wanted, reduction="sum") / len(batch)
        loss.backward()
        optimizer.step()
        optimizer.clear_grad(set_to_zero=False)
        right = (scores.argmax(axis=1, keepdim=True) == wanted).astype("float32").sum()
        total += paddle.stack([loss.detach() * len(batch), right])
    loss, right = (total / len(order)).tolist()
    return loss, right
