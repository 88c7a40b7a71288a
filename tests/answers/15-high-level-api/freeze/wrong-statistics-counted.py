# Running statistics are counted as frozen.
# says: The running statistics (names ending in ._mean and ._variance) are counted in
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.named_parameters():
        if not name.endswith(("._mean", "._variance")):
            tensor.stop_gradient = name.startswith(prefix)
        else:
            counts["statistics"] += tensor.size
        counts["frozen" if tensor.stop_gradient else "trained"] += tensor.size
    return counts
