# In 32-bit floats.
def dropout_forward(x, p, rng):
    mask = (rng.random(x.shape) >= p).astype('float32')
    return (x * mask / (1 - p)).astype('float32'), mask


def dropout_backward(dy, mask, p):
    return (dy * mask / (1 - p)).astype('float32')
