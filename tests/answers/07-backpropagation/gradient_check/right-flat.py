# A flat view of a copy, from the last entry to the first.
def gradient_check(f, x, gradient, step=1e-5):
    moved = np.array(x, dtype=np.float64, order="C")
    flat, found = moved.reshape(-1), []
    for i in reversed(range(flat.size)):
        old = flat[i]
        values = []
        for sign in (1, -1):
            flat[i] = old + sign * step
            values.append(f(moved))
        flat[i] = old
        n, g = (values[0] - values[1]) / step / 2, gradient.reshape(-1)[i]
        found.append(abs(n - g) / max(abs(n), abs(g), 1e-3))
    return float(max(found))
