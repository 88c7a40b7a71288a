# A group takes every groups-th channel.
# says: channels of a group are spread
def as_dense(w, groups):
    c_out, inside, k_h, k_w = w.shape
    filters = c_out // groups
    dense = np.zeros((c_out, inside * groups, k_h, k_w))
    for row in range(c_out):
        dense[row, row // filters :: groups] = w[row]
    return dense
