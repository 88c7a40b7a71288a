# A finished convolution is called, in a function beside the answer.
# says: uses, through slide, paddle
def slide(x, w):
    import paddle

    x, w = (paddle.to_tensor(np.asarray(a, dtype="float64")).unsqueeze([0, 1]) for a in (x, w))
    return paddle.nn.functional.conv2d(x, w).numpy()[0, 0]


def conv2d(x, w, bias=0.0):
    return slide(x, w) + bias
