# Places by sorting the scores.
def top_k_accuracy(scores, labels, k):
    best = np.argsort(scores, axis=1)[:, -k:]
    return float((best == np.asarray(labels).reshape(-1, 1)).any(axis=1).mean())
