# Unfreezes what it counts.
# says: no gradient reaches them
def count_parameters(net):
    total = 0
    for p in net.parameters():
        p.stop_gradient = False
        total += int(np.prod(p.shape))
    return total
