# No shift.
# says: exp overflowed
def _p(z):
    powers = np.exp(z - z.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def cross_entropy(z, labels):
    return (np.log(np.exp(z).sum(1)) - z[np.arange(len(z)), labels]).mean()


def cross_entropy_backward(z, labels):
    return (_p(z) - np.eye(z.shape[1])[labels]) / len(z)
