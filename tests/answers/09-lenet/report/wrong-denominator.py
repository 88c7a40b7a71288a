# Divides the validation's right answers by the number of training pictures.
# says: divided by the number of training pictures
nn = paddle.nn


def report(net, training, validation, batch_size):
    was_training = net.training
    net.eval()
    result = {}
    n = len(training[0])
    for name, (x, labels) in {"training": training, "validation": validation}.items():
        right = 0
        for start in range(0, len(x), batch_size):
            scores = net(paddle.to_tensor(x[start : start + batch_size])).numpy()
            right += int((scores.argmax(axis=1) == labels[start : start + batch_size]).sum())
        result[name] = right / n
    if was_training:
        net.train()
    return result
