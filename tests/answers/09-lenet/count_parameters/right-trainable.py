def count_parameters(net):
    return int(sum(np.prod(parameter.shape) for parameter in net.parameters() if parameter.trainable and not parameter.stop_gradient))
