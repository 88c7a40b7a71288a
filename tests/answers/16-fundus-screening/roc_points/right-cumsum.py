# Sorted once; the last of equal scores stays.
def roc_points(labels, scores):
    order = np.argsort(-scores)
    labels, scores = labels[order], scores[order]
    last = np.append(np.diff(scores) != 0, True)
    ill, well = np.cumsum(labels == 1)[last], np.cumsum(labels == 0)[last]
    return np.vstack([[0, 0], np.column_stack([well / well[-1], ill / ill[-1]])])
