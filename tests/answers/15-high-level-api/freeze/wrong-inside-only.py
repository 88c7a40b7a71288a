# Only the statistics of the frozen part are counted.
# says: not only those of the frozen part
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.named_parameters():
        if name.endswith(("._mean", "._variance")):
            counts["statistics"] += tensor.size * name.startswith(prefix)
            continue
        tensor.stop_gradient = name.startswith(prefix)
        counts["frozen" if tensor.stop_gradient else "trained"] += tensor.size
    return counts
