# By the attribute trainable, over state_dict.
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.state_dict().items():
        kind = "statistics"
        if not name.endswith(("._mean", "._variance")):
            tensor.trainable = not name.startswith(prefix)
            kind = "trained" if tensor.trainable else "frozen"
        counts[kind] += int(tensor.numel())
    return counts
