# Makes an array of whole numbers.
# says: cut to whole numbers
def as_dense(w, groups):
    c_out, inside, k_h, k_w = w.shape
    filters = c_out // groups
    dense = np.zeros((c_out, inside * groups, k_h, k_w), dtype=int)
    for i in range(groups):
        dense[i * filters : (i + 1) * filters, i * inside : (i + 1) * inside] = w[i * filters : (i + 1) * filters]
    return dense
