# A dict in place of rows.
# says: wrong shape
def fair_differences(runs):
    groups = {}
    for run in runs:
        pairs = groups.setdefault((run["depth"], run["rate"]), {})
        pairs.setdefault(run["seed"], {})[run["residual"]] = run["value"]
    rows = {}
    for (depth, rate), seeds in sorted(groups.items()):
        found = [pair[True] - pair[False] for pair in seeds.values() if len(pair) == 2]
        if len(found) >= 2:
            rows[depth, rate] = (np.mean(found), np.std(found, ddof=1))
    return rows
