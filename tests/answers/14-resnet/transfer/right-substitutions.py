# A chain of substitutions, then three comparisons of sets; all names in one sentence.
def transfer(source, target):
    import re

    new = {}
    for name in source:
        here = re.sub(r"^layer(\d+)", lambda found: f"stages.{int(found[1]) - 1}", name)
        here = here.replace("downsample", "shortcut")
        for old, now in [("conv1", "stem.0"), ("bn1", "stem.1"), ("fc", "head")]:
            here = re.sub(rf"^{old}\.", f"{now}.", here)
        new[here] = name
    bad = sorted(set(target) - set(new)) + sorted(new[name] for name in set(new) - set(target))
    bad += [name for name in target if name in new and target[name].shape != source[new[name]].shape]
    if bad:
        raise ValueError("these do not fit: " + ", ".join(bad))
    return {name: source[new[name]] for name in target}


def largest_difference(a, b):
    return float(np.linalg.norm((np.asarray(a) - b).ravel(), ord=np.inf))
