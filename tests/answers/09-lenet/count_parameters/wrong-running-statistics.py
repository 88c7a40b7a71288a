# Counts running statistics and frozen weights.
# says: no gradient reaches them
def count_parameters(net):
    return sum(int(p.size) for p in net.parameters())
