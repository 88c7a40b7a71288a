# The published map, bugs and all.
# says: its number in the nn.Sequential is 1
def transfer(source, target):
    found = {}
    for name, value in source.items():
        first, rest = name.split(".", 1)
        name = f"{ {'conv1': 'stem.0', 'bn1': 'stem.1', 'fc': 'head'}.get(first) }.{rest}"
        if first.startswith("layer"):
            name = f"stages.{int(first[5:]) - 1}.{rest}"
        name = name.replace("downsample.0", "shortcut.0").replace("downsample.1", "shortcut.bn")
        if name in target:
            found[name] = value
    return found


def largest_difference(a, b):
    return float((a - b).max())
