# Rounded to three digits.
# says: values are wrong
def fair_differences(runs):
    groups = {}
    for run in runs:
        pairs = groups.setdefault((run["depth"], run["rate"]), {})
        pairs.setdefault(run["seed"], {})[run["residual"]] = run["value"]
    rows = []
    for (depth, rate), seeds in sorted(groups.items()):
        found = [pair[True] - pair[False] for pair in seeds.values() if len(pair) == 2]
        if len(found) >= 2:
            rows.append((depth, rate, round(np.mean(found), 3), round(np.std(found, ddof=1), 3)))
    return rows
