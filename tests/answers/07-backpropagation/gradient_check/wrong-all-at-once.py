# All entries are moved together.
# says: entries moved at once
def gradient_check(f, x, gradient, step=1e-5):
    number = (f(x + step) - f(x - step)) / (2 * step)
    given = gradient.sum()
    return abs(given - number) / max(abs(given), abs(number), 1e-3)
