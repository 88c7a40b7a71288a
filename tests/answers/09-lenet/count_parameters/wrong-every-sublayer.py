# Adds up every layer's parameters, and those of inner layers again and again.
# says: count_parameters of
def count_parameters(net):
    return sum(int(p.size) for layer in net.sublayers(include_self=True) for p in layer.parameters() if not p.stop_gradient)
