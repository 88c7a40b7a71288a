# What was frozen once stays so.
# says: also where it was frozen before
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.named_parameters():
        if name.endswith(("._mean", "._variance")):
            counts["statistics"] += tensor.size
            continue
        if name.startswith(prefix):
            tensor.stop_gradient = True
        counts["frozen" if name.startswith(prefix) else "trained"] += tensor.size
    return counts
