# The logarithm of the sum by np.logaddexp.
def auxiliary_loss(z, heads, labels, weight=0.3):
    n = len(labels)

    def one(scores):
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_p = scores - np.logaddexp.reduce(scores, axis=1)[:, None]
        p = np.exp(log_p)
        loss = -log_p[np.arange(n), labels].mean()
        d = p.copy()
        d[np.arange(n), labels] -= 1
        return loss, d / n

    loss, dz = one(z)
    dheads = []
    for head in heads:
        extra, d = one(head)
        loss += weight * extra
        dheads.append(weight * d)
    return loss, dz, dheads
