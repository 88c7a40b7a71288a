# Only the number of values is compared.
# says: nothing was said
def here(name):
    parts = name.split(".")
    if parts[0].startswith("layer"):
        parts[0] = f"stages.{int(parts[0].removeprefix('layer')) - 1}"
    parts[0] = {"conv1": "stem.0", "bn1": "stem.1", "fc": "head"}.get(parts[0], parts[0])
    return ".".join("shortcut" if part == "downsample" else part for part in parts)


def transfer(source, target):
    named = {here(name): name for name in source}
    for name in named:
        if name not in target:
            raise ValueError(f"left over: {named[name]}")
    result = {}
    for name, own in target.items():
        if name not in named:
            raise ValueError(f"missing: {name}")
        if np.size(own) != np.size(source[named[name]]):
            raise ValueError(f"shapes of {name} differ")
        result[name] = source[named[name]]
    return result


def largest_difference(a, b):
    return float(max(np.max(a - b), np.max(b - a)))
