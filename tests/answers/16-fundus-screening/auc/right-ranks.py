# The rank statistic of Mann and Whitney.
from scipy.stats import rankdata


def auc(labels, scores):
    ill = int((labels == 1).sum())
    well = len(labels) - ill
    return float((rankdata(scores)[labels == 1].sum() - ill * (ill + 1) / 2) / (ill * well))
