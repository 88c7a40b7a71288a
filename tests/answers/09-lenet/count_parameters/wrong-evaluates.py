# Leaves the network in inference mode.
# says: put into inference mode
def count_parameters(net):
    net.eval()
    return sum(int(p.size) for p in net.parameters() if not p.stop_gradient)
