# The absolute difference.
# says: Only the absolute difference is left
def fair_differences(runs):
    groups = {}
    for run in runs:
        group = groups.setdefault((run["depth"], run["rate"]), {False: {}, True: {}})
        group[run["residual"]][run["seed"]] = run["value"]
    rows = []
    for setting in sorted(groups):
        plain, residual = groups[setting][False], groups[setting][True]
        common = sorted(set(plain) & set(residual))
        if len(common) < 2:
            continue
        gaps = np.array([abs(residual[seed] - plain[seed]) for seed in common])
        rows.append((*setting, gaps.mean(), gaps.std(ddof=1)))
    return rows
