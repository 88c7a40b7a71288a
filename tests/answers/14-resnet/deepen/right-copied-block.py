# New blocks are copies of the last one that fits, with the end of the second normalization at 0.
def deepen(state, number):
    deeper = dict(state)
    for stage in range(3):
        head = f"stages.{stage}."
        old = 1 + max(int(name.split(".")[2]) for name in state if name.startswith(head))
        own = {name.removeprefix(f"{head}0."): value for name, value in state.items() if name.startswith(f"{head}0.")}
        for index in range(old, old + number):
            for name, value in own.items():
                if not name.startswith("shortcut"):
                    deeper[f"{head}{index}.{name}"] = value.copy()
            kernel = own["conv2.weight"]
            deeper[f"{head}{index}.conv1.weight"] = kernel[::-1].copy()
            deeper[f"{head}{index}.bn2.weight"] = 0 * own["bn2.weight"]
            deeper[f"{head}{index}.bn2.bias"] = 0 * own["bn2.bias"]
    return deeper
