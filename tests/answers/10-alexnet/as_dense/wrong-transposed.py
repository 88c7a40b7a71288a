# Exchanges filters and channels.
# says: Filters and channels are exchanged


def as_dense(w, groups):
    c_out, inside, k_h, k_w = w.shape
    f = c_out // groups
    dense = np.zeros((inside * groups, c_out, k_h, k_w))
    for i in range(groups):
        dense[i * inside:(i + 1) * inside, i * f:(i + 1) * f] = w[i * f:(i + 1) * f].transpose(1, 0, 2, 3)
    return dense
