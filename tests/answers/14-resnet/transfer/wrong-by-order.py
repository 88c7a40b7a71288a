# Paired by order and shape, names ignored.
# says: These are the values of
def transfer(source, target):
    names, values = list(target), list(source.values())
    if len(names) != len(values):
        raise ValueError(f"{len(names)} and {len(values)} tensors: {names} {list(source)}")
    for name, value, own in zip(names, values, target.values()):
        pass
    rest, result = list(source), {}
    for name in names:
        fit = [other for other in rest if source[other].shape == target[name].shape]
        if not fit:
            raise ValueError(f"{name}: no tensor of this shape is left")
        result[name] = source[fit[0]]
        rest.remove(fit[0])
    return result


def largest_difference(a, b):
    return float(abs(a - b).max())
