# Zeros are added one by one.
def same_padding(n, k, stride=1, dilation=1):
    before = after = 0
    want = int(np.ceil(n / stride))
    while True:
        try:
            if output_size(n, k, stride, (before, after), dilation) >= want:
                return before, after
        except ValueError:
            pass
        if after > before:
            before += 1
        else:
            after += 1
