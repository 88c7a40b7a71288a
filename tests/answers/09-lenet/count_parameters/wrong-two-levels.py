# Looks one level deep only.
# says: layers inside layers
def count_parameters(net):
    layers = [net, *net.children()]
    return sum(int(p.size) for layer in layers for p in layer.parameters(include_sublayers=False) if not p.stop_gradient)
