# Patterns, and a ValueError of its own that names everything.
import re


class Unfit(ValueError):
    """Something does not fit."""


TABLE = [(r"conv1\.", "stem.0."), (r"bn1\.", "stem.1."), (r"fc\.", "head."), (r"layer(\d)\.(\d+)\.", lambda m: f"stages.{int(m[1]) - 1}.{m[2]}.")]


def rename(name):
    for pattern, new in TABLE:
        match = re.match(pattern, name)
        if match:
            return (new(match) if callable(new) else new) + name[match.end() :].replace("downsample.", "shortcut.")
    return name


def transfer(source, target):
    renamed = {rename(name): (name, value) for name, value in source.items()}
    left, missing = renamed.keys() - target.keys(), target.keys() - renamed.keys()
    differ = [name for name in target.keys() & renamed.keys() if np.shape(renamed[name][1]) != np.shape(target[name])]
    if left or missing or differ:
        raise Unfit(f"no place: {[renamed[n][0] for n in left]}, nothing found: {missing}, shapes: {differ}")
    return {name: np.array(renamed[name][1]) for name in target}


def largest_difference(a, b):
    gap = a - b
    return max(float(gap.max()), -float(gap.min()))
