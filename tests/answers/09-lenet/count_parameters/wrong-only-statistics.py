# Knows running statistics by name, but counts frozen weights.
# says: Frozen weights are counted
def count_parameters(net):
    return sum(int(p.size) for name, p in net.named_parameters() if "_mean" not in name and "_variance" not in name)
