# Labels [N, 1] are compared with answers [N].
# says: flatten the labels
def top_k_accuracy(scores, labels, k):
    order = np.argsort(-scores, axis=1)[:, :k]
    if labels.ndim == 1:
        return float((order == labels[:, None]).any(axis=1).mean())
    return float(sum((order[:, i] == labels).mean() for i in range(k)))
