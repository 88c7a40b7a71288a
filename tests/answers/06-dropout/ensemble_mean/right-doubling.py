# Input by input, all sums doubled: without it and with it.
import itertools


def ensemble_mean(x, w, b, p):
    z, q = b.reshape(1, -1) * 1.0, np.ones(1)
    for i in range(len(x)):
        z = np.concatenate([z, z + w[:, i] * x[i] / (1 - p)])
        q = np.concatenate([q * p, q * (1 - p)])
    return (np.clip(z, 0, None) * q[:, None]).sum(0)
