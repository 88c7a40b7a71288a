# A small number is added so that the logarithm of 0 is avoided.
# says: falsifies it
def auxiliary_loss(z, heads, labels, weight=0.3):
    def one(s):
        s = s - s.max(1, keepdims=True)
        p = np.exp(s) / np.exp(s).sum(1, keepdims=True)
        logs = np.log(p + 1e-12)
        d = p - np.eye(s.shape[1])[labels]
        return -logs[np.arange(len(labels)), labels].mean(), d / len(labels)

    loss, dz = one(z)
    found = [one(h) for h in heads]
    return loss + weight * sum(l for l, _ in found), dz, [weight * d for _, d in found]
