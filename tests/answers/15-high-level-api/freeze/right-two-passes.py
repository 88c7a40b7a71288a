# Statistics found by their values' names, counts with numel.
tiny_network = high_level.tiny_network



def freeze(net, prefix):
    weights = {n: p for n, p in net.named_parameters() if n.rsplit(".", 1)[-1] not in ("_mean", "_variance")}
    for name, p in weights.items():
        p.stop_gradient = name[: len(prefix)] == prefix
    total = sum(p.numel().item() for p in net.parameters())
    frozen = sum(p.numel().item() for p in weights.values() if p.stop_gradient)
    trained = sum(p.numel().item() for p in weights.values() if not p.stop_gradient)
    return {"frozen": frozen, "trained": trained, "statistics": total - frozen - trained}
