# What is frozen when it comes is taken for a running statistic.
# says: also where it was frozen before
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.named_parameters():
        if tensor.stop_gradient:
            counts["statistics"] += tensor.size
            continue
        tensor.stop_gradient = name.startswith(prefix)
        counts["frozen" if tensor.stop_gradient else "trained"] += tensor.size
    return counts
