# Everything outside gets stop_gradient = False.
# says: is a running statistic, no weight
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.named_parameters():
        tensor.stop_gradient = name.startswith(prefix)
        kind = "frozen" if tensor.stop_gradient else "trained"
        counts["statistics" if name.endswith(("._mean", "._variance")) else kind] += tensor.size
    return counts
