def count_parameters(net):
    return np.sum([np.prod(p.shape) for p in net.parameters() if not p.stop_gradient], dtype=int)
