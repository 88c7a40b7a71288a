# Only pixels that a weight meets are counted.
# says: The pixels in the gaps count, too
def receptive_field_size(layers):
    pos = {0}
    for k, s, *d in reversed(layers):
        d = d[0] if d else 1
        pos = {p * s + u * d for p in pos for u in range(k)}
    return len(pos)
