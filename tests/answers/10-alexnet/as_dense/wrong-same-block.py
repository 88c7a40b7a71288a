# The first group's weights in every block.
# says: weights of the first group


def as_dense(w, groups):
    c_out, inside, k_h, k_w = w.shape
    f = c_out // groups
    dense = np.zeros((c_out, inside * groups, k_h, k_w))
    for i in range(groups):
        dense[i * f:(i + 1) * f, i * inside:(i + 1) * inside] = w[:f]
    return dense
