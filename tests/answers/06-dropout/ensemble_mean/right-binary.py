# Masks from the binary digits of 0 to 2^n - 1, and a sum.
def ensemble_mean(x, w, b, p):
    n, total = len(x), np.zeros(len(b))
    for number in range(2**n):
        mask = np.array([number >> bit & 1 for bit in range(n)])
        weight = np.prod(np.where(mask, 1 - p, p))
        total += weight * np.maximum(w @ (mask * x / (1 - p)) + b, 0)
    return total
