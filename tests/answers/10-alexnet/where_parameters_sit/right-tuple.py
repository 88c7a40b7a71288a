import math


def where_parameters_sit(layers):
    counts = []
    for layer in layers:
        match layer:
            case ("conv", c_in, c_out, k, groups):
                shapes = [(c_out, c_in // groups, k, k), (c_out,)]
            case ("fc", inputs, units):
                shapes = [(inputs, units), (units,)]
        counts.append(sum(math.prod(shape) for shape in shapes))
    total = sum(counts)
    return tuple(counts), tuple(count / total for count in counts)
