# Knows two groups only.
# says: values are wrong


def as_dense(w, groups):
    c_out, inside, k_h, k_w = w.shape
    dense = np.zeros((c_out, inside * groups, k_h, k_w))
    dense[:c_out // 2, :inside] = w[:c_out // 2]
    dense[c_out // 2:, -inside:] = w[c_out // 2:]
    return dense
