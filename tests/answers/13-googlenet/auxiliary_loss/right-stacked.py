# All scores stacked in one array.
def auxiliary_loss(z, heads, labels, weight=0.3):
    scores = np.stack([z, *heads])  # [1 + heads, N, K]
    weights = np.array([1.0] + [weight] * len(heads))[:, None, None]
    scores = scores - scores.max(axis=2, keepdims=True)
    totals = np.exp(scores).sum(axis=2, keepdims=True)
    gradients = np.exp(scores) / totals
    rows = np.arange(len(labels))
    gradients[:, rows, labels] -= 1
    gradients = weights * gradients / len(labels)
    each = (np.log(totals[..., 0]) - scores[:, rows, labels]).mean(axis=1)
    return float((weights[:, 0, 0] * each).sum()), gradients[0], list(gradients[1:])
