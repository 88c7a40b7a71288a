# Four numbers are not foreseen: the first two are taken for a pair.
# says: wrong shape
def pad2d(x, padding, value=0.0):
    p_h, p_w = (padding, padding) if isinstance(padding, int) else padding[:2]
    return np.pad(x.astype(np.result_type(x, value)), ((p_h, p_h), (p_w, p_w)), constant_values=value)
