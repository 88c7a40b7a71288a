# Leaves inner layers out.
# says: got 0, expected 2,572
def count_parameters(net):
    return sum(int(p.size) for p in net.parameters(include_sublayers=False) if not p.stop_gradient)
