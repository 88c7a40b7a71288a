# Leaves batch normalization out, gamma and beta as well.
# says: Gamma and beta are parameters
def count_parameters(net):
    total = 0
    for layer in net.sublayers(include_self=True):
        if "BatchNorm" not in type(layer).__name__:
            total += sum(int(p.size) for p in layer.parameters(include_sublayers=False) if not p.stop_gradient)
    return total
