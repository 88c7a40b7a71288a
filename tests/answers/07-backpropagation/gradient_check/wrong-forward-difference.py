# A forward difference, not a central one.
# says: This is a forward difference
def gradient_check(f, x, gradient, step=1e-5):
    moved = x.astype(float)
    worst = 0.0
    for index in np.ndindex(x.shape):
        moved[index] = x[index] + step
        above = f(moved)
        moved[index] = x[index]
        below = f(moved)
        moved[index] = x[index]
        number, given = (above - below) / step, gradient[index]
        worst = max(worst, abs(given - number) / max(abs(given), abs(number), 1e-3))
    return worst
