# Sorted runs in groups, and the standard library's mean and deviation.
def fair_differences(runs):
    import itertools
    import statistics

    gaps = {}
    keyed = sorted(runs, key=lambda run: (run["depth"], run["rate"], run["seed"], run["residual"]))
    for key, group in itertools.groupby(keyed, key=lambda run: (run["depth"], run["rate"], run["seed"])):
        pair = list(group)
        if len(pair) == 2:
            gaps.setdefault(key[:2], []).append(pair[1]["value"] - pair[0]["value"])
    return [[*key, statistics.mean(g), statistics.stdev(g)] for key, g in gaps.items() if len(g) > 1]
