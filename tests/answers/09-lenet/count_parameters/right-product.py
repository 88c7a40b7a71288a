def count_parameters(net):
    total = 0
    for name, parameter in net.named_parameters():
        if not parameter.stop_gradient:
            numbers = 1
            for side in parameter.shape:
                numbers *= side
            total += numbers
    return total
