# Block numbers read from the names, weights drawn evenly.
import copy


def block(c, rng):
    norm = {"weight": np.ones(c, "float32"), "bias": np.zeros(c, "float32"), "_mean": np.zeros(c, "float32"), "_variance": np.ones(c, "float32")}
    parts = {f"{layer}.{name}": value.copy() for layer in ("bn1", "bn2") for name, value in norm.items()}
    parts["bn2.weight"] *= 0
    bound = (6 / (9 * c)) ** 0.5
    for layer in ("conv1", "conv2"):
        parts[f"{layer}.weight"] = rng.uniform(-bound, bound, (c, c, 3, 3)).astype("float32")
    return parts


def deepen(state: dict, number: int) -> dict:
    result = copy.deepcopy(state)
    rng = np.random.RandomState(1)
    for stage in ("0", "1", "2"):
        indices = {int(name.split(".")[2]) for name in state if name.startswith(f"stages.{stage}.")}
        c = state[f"stages.{stage}.0.conv2.weight"].shape[0]
        for new in range(max(indices) + 1, max(indices) + 1 + number):
            result.update({f"stages.{stage}.{new}.{name}": value for name, value in block(c, rng).items()})
    return result
