def as_dense(w, groups):
    filters, inside = w.shape[0] // groups, w.shape[1]
    blocks = w.reshape(groups, filters, inside, *w.shape[2:])
    spread = np.einsum("gfchw,gj->gfjchw", blocks, np.eye(groups))
    return spread.reshape(groups * filters, groups * inside, *w.shape[2:])
