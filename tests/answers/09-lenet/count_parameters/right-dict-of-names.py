import math
def count_parameters(net):
    by_name = {p.name: p for p in net.state_dict().values() if not p.stop_gradient}
    return sum(math.prod(p.shape) for p in by_name.values())
