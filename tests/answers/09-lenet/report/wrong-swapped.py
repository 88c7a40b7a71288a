# Swaps the sets.
# says: under the name of the others
def report(net, training, validation, batch_size):
    was_training = net.training
    net.eval()
    result = {}
    for name, (x, labels) in (("training", validation), ("validation", training)):
        right = 0
        for start in range(0, len(x), batch_size):
            scores = net(paddle.to_tensor(x[start : start + batch_size])).numpy()
            right += (scores.argmax(axis=1) == labels[start : start + batch_size]).sum()
        result[name] = float(right / len(x))
    if was_training:
        net.train()
    return result
