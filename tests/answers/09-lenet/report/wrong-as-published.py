# All three mistakes left in.
# says: a short last batch counts too much
def report(net, training, validation, batch_size):
    result = {}
    for name in ("training", "validation"):
        x, labels = training
        shares = []
        for start in range(0, len(x), batch_size):
            scores = net(paddle.to_tensor(x[start : start + batch_size]))
            right = scores.numpy().argmax(axis=1) == labels[start : start + batch_size]
            shares.append(right.mean())
        result[name] = float(np.mean(shares))
    return result
