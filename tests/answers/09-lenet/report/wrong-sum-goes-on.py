# Does not start from 0 for the second set.
# says: begin with 0 for each set
nn = paddle.nn


def report(net, training, validation, batch_size):
    was_training = net.training
    net.eval()
    result, right = {}, 0
    for name, (x, labels) in {"training": training, "validation": validation}.items():
        for start in range(0, len(x), batch_size):
            scores = net(paddle.to_tensor(x[start : start + batch_size])).numpy()
            right += int((scores.argmax(axis=1) == labels[start : start + batch_size]).sum())
        result[name] = right / len(x)
    if was_training:
        net.train()
    return result
