# The sign is turned.
# says: The sign is turned: a loss is never negative
def _p(z):
    powers = np.exp(z - z.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def cross_entropy(z, labels):
    s = z - z.max(1, keepdims=True)
    return (s[np.arange(len(z)), labels] - np.log(np.exp(s).sum(1))).mean()


def cross_entropy_backward(z, labels):
    return (_p(z) - np.eye(z.shape[1])[labels]) / len(z)
