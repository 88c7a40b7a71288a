# The old tensors are not handed back.
# says: is missing in the result
def deepen(state, number):
    new, rng = {}, np.random.default_rng(0)
    for stage in range(3):
        c, old = len(state[f"stages.{stage}.0.bn2.weight"]), 0
        while f"stages.{stage}.{old}.conv1.weight" in state:
            old += 1
        for index in range(old, old + number):
            for k in (1, 2):
                head = f"stages.{stage}.{index}"
                new[f"{head}.conv{k}.weight"] = rng.normal(size=(c, c, 3, 3)).astype("float32")
                new[f"{head}.bn{k}.weight"] = np.ones(c) if k == 1 else np.zeros(c)
                new[f"{head}.bn{k}.bias"] = np.zeros(c)
                new[f"{head}.bn{k}._mean"] = np.zeros(c)
                new[f"{head}.bn{k}._variance"] = np.ones(c)
    return new
