# The binomial distribution as SciPy has it.
from scipy.stats import binom


def probability_of_drops(n, k, p):
    return binom.pmf(k, n, p)
