# The attribute is set at the layer.
# says: a layer's attribute of that name does nothing
tiny_network = high_level.tiny_network


def freeze(net, prefix):
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, layer in net.named_sublayers():
        layer.stop_gradient = (name + ".").startswith(prefix)
    for name, tensor in net.named_parameters():
        kind = "frozen" if name.startswith(prefix) else "trained"
        counts["statistics" if name.endswith(("._mean", "._variance")) else kind] += tensor.size
    return counts
