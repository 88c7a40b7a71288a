# Returns two numbers.
# says: must be a dict
nn = paddle.nn


def report(net, training, validation, batch_size):
    was_training = net.training
    net.eval()
    result = []
    for x, labels in (training, validation):
        right = 0
        for start in range(0, len(x), batch_size):
            scores = net(paddle.to_tensor(x[start : start + batch_size])).numpy()
            right += int((scores.argmax(axis=1) == labels[start : start + batch_size]).sum())
        result.append(right / len(x))
    if was_training:
        net.train()
    return tuple(result)
