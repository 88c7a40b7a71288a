# The pseudoinverse; one column for each weight.
def find_kernel(x, y, k_h, k_w):
    height, width = y.shape
    columns = [x[u : u + height, v : v + width].ravel() for u in range(k_h) for v in range(k_w)]
    return (np.linalg.pinv(np.array(columns).T) @ y.ravel()).reshape(k_h, k_w)
