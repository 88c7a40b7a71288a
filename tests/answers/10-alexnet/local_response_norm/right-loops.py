def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    n, c, h, w = x.shape
    y = np.zeros((n, c, h, w)).tolist()
    for i in range(n):
        for j in range(c):
            for r in range(h):
                for s in range(w):
                    total = sum(float(x[i, m, r, s]) ** 2 for m in range(c) if abs(m - j) <= size // 2)
                    y[i][j][r][s] = float(x[i, j, r, s]) / (k + alpha * total) ** beta
    return y
