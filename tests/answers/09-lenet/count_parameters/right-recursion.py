def _tensors(layer, seen):
    for parameter in layer._parameters.values():
        if parameter is not None:
            seen[id(parameter)] = parameter
    for inner in layer.children():
        _tensors(inner, seen)
    return seen


def count_parameters(net):
    return sum(parameter.numpy().size for parameter in _tensors(net, {}).values() if not parameter.stop_gradient)
