# The second convolution is 0 and its gamma 1: the sum is right, the gamma gets no gradient.
# says: this block will never learn
def deepen(state, number):
    result = {name: np.array(value) for name, value in state.items()}
    rng = np.random.default_rng(3)
    for stage in (0, 1, 2):
        blocks = {int(name.split(".")[2]) for name in state if name.startswith(f"stages.{stage}.")}
        c = state[f"stages.{stage}.0.conv2.weight"].shape[0]
        for index in range(len(blocks), len(blocks) + number):
            head = f"stages.{stage}.{index}."
            for k in "12":
                result[f"{head}conv{k}.weight"] = 0.1 * rng.normal(size=(c, c, 3, 3))
                result[f"{head}bn{k}.weight"] = np.ones(c)
                result[f"{head}bn{k}.bias"] = np.zeros(c)
                result[f"{head}bn{k}._mean"] = np.zeros(c)
                result[f"{head}bn{k}._variance"] = np.ones(c)
            result[f"{head}conv2.weight"] = np.zeros((c, c, 3, 3))
    return result
