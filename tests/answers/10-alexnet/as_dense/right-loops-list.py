def as_dense(w, groups):
    c_out, n, kh, kw = w.shape
    zero = [[0.0] * kw for _ in range(kh)]
    out = []
    for f in range(c_out):
        g = f * groups // c_out
        out.append([w[f, c - g * n].tolist() if g * n <= c < (g + 1) * n else zero for c in range(n * groups)])
    return out
