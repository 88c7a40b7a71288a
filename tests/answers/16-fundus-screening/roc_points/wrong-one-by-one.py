# Equal scores get a row each.
# says: taken one by one
def roc_points(labels, scores):
    order = np.argsort(-scores, kind="stable")
    ill, well = np.cumsum(labels[order] == 1), np.cumsum(labels[order] == 0)
    return np.vstack([[0, 0], np.column_stack([well / well[-1], ill / ill[-1]])])
