# The statistics are the buffers that batch normalization layers hold.
tiny_network = high_level.tiny_network



def freeze(net, prefix):
    statistics = set()
    for layer in net.sublayers():
        if hasattr(layer, "_mean") and hasattr(layer, "_variance"):
            statistics |= {id(layer._mean), id(layer._variance)}
    counts = dict.fromkeys(("trained", "frozen", "statistics"), 0)
    for name, tensor in net.named_parameters():
        if id(tensor) in statistics:
            counts["statistics"] += tensor.size
            continue
        frozen = name.startswith(prefix)
        tensor.stop_gradient = frozen
        counts["frozen" if frozen else "trained"] += tensor.size
    return counts
