# The distribution function of SciPy.
from scipy.stats import binom


def mcnemar(labels, first, second):
    a, b = (int(np.sum((one == labels) & (two != labels))) for one, two in ((first, second), (second, first)))
    return a, b, min(1.0, float(2 * binom.cdf(min(a, b), a + b, 0.5)))
