# Measures each batch again after the step.
# says: after the step
nn, optimizers = paddle.nn, paddle.optimizer


def train_epoch(net, optimizer, x, labels, batch_size, order):
    net.train()
    loss_sum, right = 0.0, 0
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        inputs, wanted = paddle.to_tensor(x[chosen]), paddle.to_tensor(labels[chosen])
        F.cross_entropy(net(inputs), wanted).backward()
        optimizer.step()
        optimizer.clear_grad()
        scores = net(inputs)
        loss_sum += F.cross_entropy(scores, wanted).item() * len(chosen)
        right += int((scores.numpy().argmax(axis=1) == labels[chosen]).sum())
    return loss_sum / len(order), right / len(order)
