# The mean in place of the largest.
# says: The mean is returned
def gradient_check(f, x, gradient, step=1e-5):
    moved = x.astype(float)
    worst = 0.0
    for index in np.ndindex(x.shape):
        moved[index] = x[index] + step
        above = f(moved)
        moved[index] = x[index] - step
        below = f(moved)
        moved[index] = x[index]
        number, given = (above - below) / (2 * step), gradient[index]
        worst += abs(given - number) / max(abs(given), abs(number), 1e-3) / x.size
    return worst
