# The order of the classes is taken for the place of the label.
# says: does not give each class its place
def top_k_accuracy(scores, labels, k):
    places = np.argsort(-scores, axis=1)
    return float((places[np.arange(len(scores)), np.ravel(labels)] < k).mean())
