# Fractions, and a recursion for the coefficients.
from fractions import Fraction


def mcnemar(labels, first, second):
    only = [sum(int(y == a and y != b) for y, a, b in zip(labels, one, two)) for one, two in ((first, second), (second, first))]
    n, term, total = sum(only), Fraction(1), Fraction(0)
    for i in range(min(only) + 1):
        total += term
        term = term * (n - i) / (i + 1)
    return (*only, float(min(Fraction(1), 2 * total / 2**n)))
