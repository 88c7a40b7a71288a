# Recursion, a list for each call.
def stage_sides(size, stem_stride=2):
    def out(n, k, s, p):
        return int(np.floor((n + 2 * p - k) / s)) + 1

    def chain(n, layers):
        return [] if not layers else [out(n, *layers[0])] + chain(out(n, *layers[0]), layers[1:])

    return chain(size, [(7, stem_stride, 3)] + 4 * [(3, 2, 1)])
