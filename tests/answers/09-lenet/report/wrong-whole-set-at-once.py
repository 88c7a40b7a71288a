# Gives the network all pictures at once.
# says: more than batch_size pictures at once
nn = paddle.nn


def report(net, training, validation, batch_size):
    was_training = net.training
    net.eval()
    result = {}
    for name, (x, labels) in {"training": training, "validation": validation}.items():
        result[name] = float((net(paddle.to_tensor(x)).numpy().argmax(axis=1) == labels).mean())
    if was_training:
        net.train()
    return result
