# Two pairs are left out as well.
# says: a setting with two pairs is left out
def fair_differences(runs):
    groups = {}
    for run in runs:
        group = groups.setdefault((run["depth"], run["rate"]), {False: {}, True: {}})
        group[run["residual"]][run["seed"]] = run["value"]
    rows = []
    for setting in sorted(groups):
        plain, residual = groups[setting][False], groups[setting][True]
        common = sorted(set(plain) & set(residual))
        if len(common) < 3:
            continue
        gaps = np.array([residual[seed] - plain[seed] for seed in common])
        rows.append((*setting, gaps.mean(), gaps.std(ddof=1)))
    return rows
