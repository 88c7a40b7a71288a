# The positions are listed and counted.
def sizes_through(n, layers):
    return [n] + [n := len(range(-p, n + p - k + 1, s)) for k, s, p in layers]
