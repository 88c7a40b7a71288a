# All scores together.
# says: Probabilities of all rows together
def softmax(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum()
