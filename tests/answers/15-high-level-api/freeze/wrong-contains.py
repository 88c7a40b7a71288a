# The prefix may stand anywhere in the name.
# says: does not begin with
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.named_parameters():
        if name.endswith(("._mean", "._variance")):
            counts["statistics"] += tensor.size
            continue
        tensor.stop_gradient = prefix in name
        counts["frozen" if tensor.stop_gradient else "trained"] += tensor.size
    return counts
