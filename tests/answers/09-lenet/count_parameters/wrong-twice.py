# Counts a layer twice that is used twice.
# says: has its weights once
def count_parameters(net):
    if not list(net.children()):
        return sum(int(p.size) for p in net.parameters() if not p.stop_gradient)
    return sum(count_parameters(layer) for layer in net._sub_layers.values())
