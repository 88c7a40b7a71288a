# Tensors are counted, not numbers.
# says: These are tensors; count the numbers in them
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.named_parameters():
        if name.endswith(("._mean", "._variance")):
            counts["statistics"] += 1
            continue
        tensor.stop_gradient = name.startswith(prefix)
        counts["frozen" if tensor.stop_gradient else "trained"] += 1
    return counts
