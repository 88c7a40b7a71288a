# A fresh nudge for each entry, all differences at once at the end.
def gradient_check(f, x, gradient, step=1e-5):
    x = np.array(x, dtype=float)
    numbers = np.zeros(x.size)
    for i in range(x.size):
        nudge = np.zeros(x.size)
        nudge[i] = step
        nudge = nudge.reshape(x.shape)
        numbers[i] = (f(x + nudge) - f(x - nudge)) / (2 * step)
    g = np.ravel(gradient)
    return np.max(np.abs(g - numbers) / np.maximum(np.maximum(np.abs(g), np.abs(numbers)), 1e-3))
