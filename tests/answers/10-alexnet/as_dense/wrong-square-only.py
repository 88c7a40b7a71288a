# Counts the filters of a group by its channels.
# says: values are wrong


def as_dense(w, groups):
    c_out, inside, k_h, k_w = w.shape
    dense = np.zeros((c_out, inside * groups, k_h, k_w))
    for i in range(groups):
        block = slice(i * inside, (i + 1) * inside)
        dense[block, block] = w[block]
    return dense
