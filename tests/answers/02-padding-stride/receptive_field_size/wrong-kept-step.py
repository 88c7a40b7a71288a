# The step is kept from call to call.
# says: expected 31
_step = 1
def receptive_field_size(layers):
    global _step
    r = 1
    for k, s, *d in layers:
        r += (d[0] if d else 1) * (k - 1) * _step
        _step *= s
    return r
