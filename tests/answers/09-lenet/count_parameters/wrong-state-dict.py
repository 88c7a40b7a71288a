# Goes through the state dict, where a layer that is used twice has two names.
# says: has its weights once
def count_parameters(net):
    return sum(int(tensor.size) for tensor in net.state_dict().values() if not tensor.stop_gradient)
