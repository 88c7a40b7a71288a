# Only the shape.
# says: values are wrong
def occlusion(score, picture, size, stride, fill):
    return np.zeros(((picture.shape[1] - size) // stride + 1, (picture.shape[2] - size) // stride + 1))
