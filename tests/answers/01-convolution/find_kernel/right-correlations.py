# Every weight adds a shifted picture; their scalar products make the equations. Returns lists.
def find_kernel(x, y, k_h, k_w):
    height, width = y.shape
    shifted = [x[u : u + height, v : v + width] for u in range(k_h) for v in range(k_w)]
    a = [[(p * q).sum() for q in shifted] for p in shifted]
    b = [(p * y).sum() for p in shifted]
    weights = np.linalg.inv(a) @ b
    return [[weights[u * k_w + v] for v in range(k_w)] for u in range(k_h)]
