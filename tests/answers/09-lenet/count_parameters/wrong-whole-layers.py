# Leaves out a layer of which a tensor is frozen.
# says: count_parameters
def count_parameters(net):
    total = 0
    for layer in net.sublayers(include_self=True):
        own = layer.parameters(include_sublayers=False)
        if not any(p.stop_gradient for p in own if "BatchNorm" not in type(layer).__name__):
            total += sum(int(p.size) for p in own if not p.stop_gradient)
    return total
