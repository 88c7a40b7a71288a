# Never fills the array.
# says: never filled
def as_dense(w, groups):
    c_out, inside, k_h, k_w = w.shape
    filters = c_out // groups
    dense = np.zeros((c_out, inside * groups, k_h, k_w))
    dense *= filters
    return dense
