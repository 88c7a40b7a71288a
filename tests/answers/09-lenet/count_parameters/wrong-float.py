# A float.
# says: a float
def count_parameters(net):
    total = 0.0
    for p in net.parameters():
        if not p.stop_gradient:
            total += np.prod(p.shape)
    return total
