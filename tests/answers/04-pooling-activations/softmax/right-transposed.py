# Transposed, so that rows broadcast.
def softmax(z):
    z = np.array(z, dtype=float).T
    z -= z.max(axis=0)
    powers = np.exp(z)
    return (powers / powers.sum(axis=0)).T
