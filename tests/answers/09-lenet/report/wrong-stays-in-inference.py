# Leaves the network in inference mode.
# says: must be in that mode again
def report(net, training, validation, batch_size):
    was_training = net.training
    net.eval()
    result = {}
    for name, (x, labels) in (("training", training), ("validation", validation)):
        right = 0
        for start in range(0, len(x), batch_size):
            scores = net(paddle.to_tensor(x[start : start + batch_size])).numpy()
            right += (scores.argmax(axis=1) == labels[start : start + batch_size]).sum()
        result[name] = float(right / len(x))
    return result
