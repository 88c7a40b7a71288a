def as_dense(w, groups):
    c_out, inside = w.shape[:2]
    group_of_filter = np.arange(c_out) // (c_out // groups)
    group_of_channel = np.arange(inside * groups) // inside
    same = group_of_filter[:, None] == group_of_channel
    return np.where(same[:, :, None, None], np.tile(w, (1, groups, 1, 1)), 0)
