# All weights are thawed first, then the part is frozen.
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    named = dict(net.named_parameters())
    statistics = [name for name in named if "_mean" in name or "_variance" in name]
    weights = [name for name in named if name not in statistics]
    for name in weights:
        named[name].stop_gradient = False
    frozen = [name for name in weights if name.startswith(prefix)]
    for name in frozen:
        named[name].stop_gradient = True

    def size(names):
        return sum(int(np.prod(named[name].shape)) for name in names)

    return {"trained": size(weights) - size(frozen), "frozen": size(frozen), "statistics": size(statistics)}
