# Counts weights only.
# says: The biases are missing
def count_parameters(net):
    return sum(int(p.size) for p in net.parameters() if len(p.shape) > 1 and not p.stop_gradient)
