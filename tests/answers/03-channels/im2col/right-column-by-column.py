# One column after the other, in the order in which they stand.
def im2col(x, k_h, k_w, stride=1, padding=0, dilation=1):
    s, p, d = (np.broadcast_to(value, 2) for value in (stride, padding, dilation))
    x = np.pad(x, [(0, 0), (0, 0), (p[0], p[0]), (p[1], p[1])])
    below, right = d[0] * (k_h - 1) + 1, d[1] * (k_w - 1) + 1
    columns = []
    for picture in x:
        for i in range(0, x.shape[2] - below + 1, s[0]):
            for j in range(0, x.shape[3] - right + 1, s[1]):
                columns.append(picture[:, i : i + below : d[0], j : j + right : d[1]].ravel())
    return np.stack(columns, axis=1)
