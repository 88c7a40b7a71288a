# The smallest picture that gives an output.
def receptive_field_size(layers):
    n = 1
    while True:
        size = n
        for k, s, *d in layers:
            size = (size - (d[0] if d else 1) * (k - 1) - 1) // s + 1
            if size < 1:
                break
        if size == 1 and n >= 1:
            return n
        n += 1
