# The binomial test of SciPy.
from scipy.stats import binomtest


def mcnemar(labels, first, second):
    gain = (first == labels).astype(int) - (second == labels)
    a, b = int((gain == 1).sum()), int((gain == -1).sum())
    return a, b, float(binomtest(a, a + b).pvalue) if a + b else 1.0
