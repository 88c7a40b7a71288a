# Sorted in place; partners are neighbours then.
def fair_differences(runs):
    runs.sort(key=lambda run: (run["depth"], run["rate"], run["seed"], run["residual"]))
    table = {}
    for one, two in zip(runs, runs[1:]):
        if all(one[key] == two[key] for key in ("depth", "rate", "seed")):
            table.setdefault((one["depth"], one["rate"]), []).append(two["value"] - one["value"])
    table = {setting: np.array(values) for setting, values in table.items() if len(values) > 1}
    return [[*setting, values.mean(), (((values - values.mean()) ** 2).sum() / (len(values) - 1)) ** 0.5] for setting, values in table.items()]
