# The target's own values.
# says: The values are the target's own
def transfer(source, target):
    found = {}
    for name, value in source.items():
        first, rest = name.split(".", 1)
        head = {"conv1": "stem.0", "bn1": "stem.1", "fc": "head"}.get(first, first)
        if first.startswith("layer"):
            head = f"stages.{int(first[5:]) - 1}"
        here = f"{head}.{rest.replace('downsample', 'shortcut')}"
        if here not in target:
            raise ValueError(f"{name} has no place")
        if value.shape != target[here].shape:
            raise ValueError(f"{name}: shapes differ")
        found[here] = target[here]
    missing = sorted(set(target) - set(found))
    if missing:
        raise ValueError(f"missing: {missing}")
    return found


def largest_difference(a, b):
    return float(np.abs(a - b).max())
