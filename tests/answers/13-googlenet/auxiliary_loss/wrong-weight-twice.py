# The weight is in the gradient twice.
# says: The weight is there twice
def auxiliary_loss(z, heads, labels, weight=0.3):
    def one(s):
        s = s - s.max(1, keepdims=True)
        p = np.exp(s) / np.exp(s).sum(1, keepdims=True)
        logs = s - np.log(np.exp(s).sum(1, keepdims=True))
        d = p - np.eye(s.shape[1])[labels]
        return -logs[np.arange(len(labels)), labels].mean(), d / len(labels)

    loss, dz = one(z)
    found = [one(h) for h in heads]
    return loss + weight * sum(l for l, _ in found), dz, [weight**2 * d for _, d in found]
