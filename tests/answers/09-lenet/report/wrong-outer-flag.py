# Sets the mode back for the outermost layer only.
# says: the layer in it must be in that mode again
nn = paddle.nn


def report(net, training, validation, batch_size):
    was_training = net.training
    net.eval()
    result = {}
    for name, (x, labels) in {"training": training, "validation": validation}.items():
        right = 0
        for start in range(0, len(x), batch_size):
            scores = net(paddle.to_tensor(x[start : start + batch_size])).numpy()
            right += int((scores.argmax(axis=1) == labels[start : start + batch_size]).sum())
        result[name] = right / len(x)
    net.training = was_training
    return result
