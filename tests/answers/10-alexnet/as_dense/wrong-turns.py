# Filters take turns.
# says: Filters take turns
def as_dense(w, groups):
    c_out, inside, k_h, k_w = w.shape
    filters = c_out // groups
    dense = np.zeros((c_out, inside * groups, k_h, k_w))
    for row in range(c_out):
        start = row % groups * inside
        dense[row, start : start + inside] = w[row]
    return dense
