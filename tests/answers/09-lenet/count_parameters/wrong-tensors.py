# Counts tensors instead of numbers.
# says: These are tensors
def count_parameters(net):
    return len([p for p in net.parameters() if not p.stop_gradient])
