# Input by input: with it or without it.
def ensemble_mean(x, w, b, p):
    def rest(z, inputs):
        if inputs == len(x):
            return np.maximum(z, 0)
        with_it = z + w[:, inputs] * x[inputs] / (1 - p)
        return (1 - p) * rest(with_it, inputs + 1) + p * rest(z, inputs + 1)

    return rest(b.astype(float), 0)
