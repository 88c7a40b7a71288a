# Of equal scores the first row stays, not the last.
# says: values are wrong
def roc_points(labels, scores):
    order = np.argsort(-scores, kind="stable")
    labels, scores = labels[order], scores[order]
    first = np.append(True, np.diff(scores) != 0)
    ill, well = np.cumsum(labels == 1), np.cumsum(labels == 0)
    return np.vstack([[0, 0], np.column_stack([well / well[-1], ill / ill[-1]])[first]])
