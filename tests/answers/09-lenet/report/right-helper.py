def share(net, pictures, batch_size):
    x, labels = pictures
    starts = range(0, len(x), batch_size)
    scores = [net(paddle.to_tensor(x[start : start + batch_size])).numpy() for start in starts]
    return float((np.concatenate(scores).argmax(1) == labels).mean())


def report(net, training, validation, batch_size):
    before, net.training = net.training, False
    net.eval()
    with paddle.no_grad():
        result = {"training": share(net, training, batch_size), "validation": share(net, validation, batch_size)}
    (net.train if before else net.eval)()
    return result
