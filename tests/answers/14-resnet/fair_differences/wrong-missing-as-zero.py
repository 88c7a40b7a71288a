# A missing partner counts as 0.
# says: values are wrong
def fair_differences(runs):
    groups = {}
    for run in runs:
        pairs = groups.setdefault((run["depth"], run["rate"]), {})
        pairs.setdefault(run["seed"], {})[run["residual"]] = run["value"]
    rows = []
    for (depth, rate), seeds in sorted(groups.items()):
        found = [pair.get(True, 0) - pair.get(False, 0) for pair in seeds.values()]
        if len(found) >= 2:
            rows.append((depth, rate, np.mean(found), np.std(found, ddof=1)))
    return rows
