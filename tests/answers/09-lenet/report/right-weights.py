def report(net, training, validation, batch_size):
    result, before = {}, net.training
    net.eval()
    for name in ("training", "validation"):
        x, labels = training if name == "training" else validation
        shares = []
        for start in range(0, len(x), batch_size):
            scores = net(paddle.to_tensor(x[start : start + batch_size]))
            right = scores.numpy().argmax(axis=1) == labels[start : start + batch_size]
            shares.append((right.mean(), len(right)))
        result[name] = float(np.average([s for s, _ in shares], weights=[n for _, n in shares]))
    if before:
        net.train()
    return result
