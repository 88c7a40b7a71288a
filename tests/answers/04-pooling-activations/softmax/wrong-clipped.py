# Scores are clipped, which changes differences.
# says: expected 0.0900
def softmax(z):
    powers = np.exp(np.clip(z, -500, 500))
    return powers / powers.sum(-1, keepdims=True)
