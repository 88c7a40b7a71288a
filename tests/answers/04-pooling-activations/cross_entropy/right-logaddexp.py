# By logaddexp, and a loop for the gradient.
def _p(z):
    powers = np.exp(z - z.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def cross_entropy(z, labels):
    return (np.logaddexp.reduce(z, axis=1) - z[np.arange(len(z)), labels]).mean()


def cross_entropy_backward(z, labels):
    dz = _p(z)
    for row, label in enumerate(labels):
        dz[row, label] -= 1
    return dz / len(labels)
