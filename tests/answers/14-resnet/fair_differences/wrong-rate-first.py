# Sorted by rate before depth.
# says: the rows are not sorted
def fair_differences(runs):
    groups = {}
    for run in runs:
        group = groups.setdefault((run["depth"], run["rate"]), {False: {}, True: {}})
        group[run["residual"]][run["seed"]] = run["value"]
    rows = []
    for setting in sorted(groups, key=lambda setting: setting[::-1]):
        plain, residual = groups[setting][False], groups[setting][True]
        common = sorted(set(plain) & set(residual))
        if len(common) < 2:
            continue
        gaps = np.array([residual[seed] - plain[seed] for seed in common])
        rows.append((*setting, gaps.mean(), gaps.std(ddof=1)))
    return rows
