# The formula, sign for sign: four loops, and the bias first.
def conv2d(x, w, bias=0.0):
    k_h, k_w = len(w), len(w[0])
    y = []
    for i in range(len(x) - k_h + 1):
        row = []
        for j in range(len(x[0]) - k_w + 1):
            total = bias
            for u in range(k_h):
                for v in range(k_w):
                    total += float(x[i + u, j + v]) * w[u, v]
            row.append(total)
        y.append(row)
    return y
