# Equal scores one by one, the ill first.
# says: wrong shape
def roc_points(labels, scores):
    order = np.lexsort((-labels, -scores))
    ill, well = np.cumsum(labels[order] == 1), np.cumsum(labels[order] == 0)
    return np.vstack([[0, 0], np.column_stack([well / well[-1], ill / ill[-1]])])
