nn = paddle.nn


def report(net, training, validation, batch_size):
    was = net.training
    net.eval()
    network = lambda x: net(paddle.to_tensor(x)).numpy()
    result = {"training": accuracy_in_batches(network, *training, batch_size), "validation": accuracy_in_batches(network, *validation, batch_size)}
    net.train() if was else net.eval()
    return result
