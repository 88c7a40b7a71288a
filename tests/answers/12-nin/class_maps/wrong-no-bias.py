# Leaves the bias out.
# says: bias is missing
def class_maps(features, weight, bias):
    return np.einsum("nchw,ck->nkhw", features, weight)
