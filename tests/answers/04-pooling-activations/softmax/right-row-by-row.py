# A single vector, or row by row.
def softmax(z):
    if np.ndim(z) == 2:
        return np.array([softmax(row) for row in z])
    powers = np.exp(z - max(z))
    return powers / sum(powers)
