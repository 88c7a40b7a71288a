# How many of the well lie below, and how many at most at, each ill eye.
def auc(labels, scores):
    ill, well = scores[labels == 1], np.sort(scores[labels == 0])
    below, at_most = (np.searchsorted(well, ill, side) for side in ("left", "right"))
    return (below + at_most).sum() / (2 * len(ill) * len(well))
