"""Likely mistakes in the exercises of chapter 15, as course/mistakes.py keeps them: {sentence: the wrong result it leads to}."""

import numpy as np

from course import high_level
from course.checks import brief, check, check_counts, difference

import paddle
import paddle.nn.functional as F

STATISTICS = ("._mean", "._variance")


def different(right, wrong):
    """Only those of the wrong results that differ from the right one, as another shape or other numbers."""
    return {why: value for why, value in wrong.items() if np.shape(value) != np.shape(right) or not np.allclose(value, right, atol=1e-6)}


def top_k(scores, labels, k):
    """(right top-k accuracy, {mistake: wrong one}) of scores [N, K] and labels [N] or [N, 1]."""
    column, labels = np.reshape(labels, (-1, 1)), np.ravel(labels)
    order = np.argsort(-scores, axis=1)
    hit = order == column
    right = float(hit[:, :k].any(1).mean())
    wrong = {
        "These are the k SMALLEST scores: argsort begins with the smallest.": hit[:, -k:].any(1).mean(),
        "Only the largest score is looked at; any of the k largest will do.": hit[:, 0].mean(),
        "Only the score in place k is looked at; any of the k largest will do.": hit[:, k - 1].mean(),
        "The label may be among k scores, not k + 1.": hit[:, : k + 1].any(1).mean(),
        "The label may be among k scores, not k - 1.": hit[:, : k - 1].any(1).mean(),
        "This is how often the label is missed.": 1 - right,
        "This is a percentage; the share goes from 0 to 1.": 100 * right,
        "This is the number of pictures; divide by how many there are.": right * len(labels),
        "Each picture has k guesses; it counts once, so divide by the pictures alone.": right / k,
        "argsort gives the classes in order of their scores; it does not give each class its place.": np.mean(order[np.arange(len(labels)), labels] < k),
        "argsort gives the classes in order of their scores; it does not give each class its place (and it begins with the smallest).": np.mean(
            np.argsort(scores, axis=1)[np.arange(len(labels)), labels] >= scores.shape[1] - k
        ),
        "Labels [N, 1] and answers [N] make a table [N, N] when they are compared: flatten the labels.": np.mean(order[:, 0] == column),
    }
    wrong["Labels [N, 1] and answers [N] make a table [N, N] when they are compared: flatten the labels. "] = np.mean([order[:, i] == column for i in range(k)]) * k
    return right, different(right, wrong)


def check_top_k(top_k_accuracy, scores, labels, k):
    """Compare the answer's top-k accuracy with the right one."""
    n, classes = scores.shape
    shape = f"[{n}, 1]" if labels.ndim == 2 else f"[{n}]"
    example = f"scores {scores.tolist()}, labels {labels.tolist()}" if n < 5 else f"{n} pictures, {classes} classes, labels {shape}"
    right, wrong = top_k(scores, labels, k)
    check(f"top_k_accuracy of {example}, k = {k}", top_k_accuracy(scores.copy(), labels.copy(), k), right, wrong)


# the callback


def expected_of(accuracies, patience, strict=True):
    """(best, flags): the number of the best evaluation, and after each one whether training stops; it ends at the first True."""
    best, flags = 0, []
    for number, accuracy in enumerate(accuracies):
        better = accuracy > accuracies[best] or (not strict and accuracy == accuracies[best])
        best = number if better else best
        flags.append(number - best >= patience)
        if flags[-1]:
            break
    return best, flags


def check_callback(case, callback, model, accuracies, patience):
    """Drive a callback as Model.fit does, with these validation accuracies; before evaluation n all weights become n + 1."""
    best, flags = expected_of(accuracies, patience)
    callback.set_model(model)
    callback.on_train_begin({})
    logs, tensors = {}, list(model.network.parameters())
    for number in range(len(flags)):
        callback.on_epoch_begin(number, {})
        for tensor in tensors:
            tensor.set_value(np.full(tensor.shape, number + 1, dtype="float32"))
        logs.update(loss=[1 / (number + 1)], acc=accuracies[number], step=0)
        callback.on_epoch_end(number, {"loss": [0.5], "acc": 0.5})
        callback.on_eval_begin({"steps": 1, "metrics": ["loss", "acc"]})
        callback.on_eval_end(logs)
        _check_flag(f"{case}, after evaluation {number}", model.stop_training, flags, number, accuracies, patience)
    history, kept = callback.history, callback.best
    callback.on_train_end({})
    if not isinstance(history, list) or any(isinstance(value, (dict, list)) for value in history):
        raise AssertionError(f"{case}: history must be a list of accuracies, numbers; it is {brief(history)}")
    if len(history) != len(flags):
        raise AssertionError(f"{case}: there were {len(flags)} evaluations and history has {len(history)} entries; one is appended in on_eval_end, and on_train_begin begins anew")
    check(f"{case}: history", history, [float(a) for a in accuracies[: len(flags)]], {"This is the accuracy while training, which on_epoch_end gets.": np.full(len(flags), 0.5)})
    seen = accuracies[: len(flags)]
    known = {
        "Of equal accuracies the first is the best; a later equal one is not better.": expected_of(accuracies[: len(flags)], 99, strict=False)[0],
        "The evaluations are counted from 0.": best + 1,
        "This is the best accuracy; the number of its evaluation is asked for.": accuracies[best],
        "This is the last evaluation, not the best.": len(flags) - 1,
        "This is the worst evaluation: of accuracies the largest is the best.": int(np.argmin(seen)),
    }
    check(f"{case}: best", kept, best, {why: value for why, value in known.items() if value != best})
    for place, tensor in enumerate(tensors):
        got = np.asarray(tensor.numpy())
        known = {
            "state_dict() hands out the tensors themselves, which training goes on changing: keep copies, tensor.clone()": np.full(got.shape, len(flags)),
            "Of equal accuracies the first is the best; a later equal one is not better.": np.full(got.shape, expected_of(seen, 99, False)[0] + 1),
        }
        what = "a running statistic" if place > 3 else "a weight"
        check(f"{case}: {what} after on_train_end", got, np.full(got.shape, best + 1.0), different(np.full(got.shape, best + 1.0), known))


def check_untouched(case, callback, model):
    """A training in which nothing is evaluated must leave the weights as they are."""
    tensors = list(model.network.parameters())
    for tensor in tensors:
        tensor.set_value(np.full(tensor.shape, 7, dtype="float32"))
    callback.set_model(model)
    callback.on_train_begin({})
    callback.on_train_end({})
    for tensor in tensors:
        changed = difference(np.asarray(tensor.numpy()), np.full(tensor.shape, 7.0))
        assert not changed, f"{case}: nothing was evaluated, and yet other weights are there afterwards.\n    Likely mistake: those of an earlier training are still kept; on_train_begin begins anew"


def _check_flag(case, got, flags, number, accuracies, patience):
    """Whether training stops when it should; AssertionError with a diagnosis."""
    if not isinstance(got, (bool, np.bool_)):
        raise AssertionError(f"{case}: model.stop_training must be True or False, it is {brief(got)}")
    if bool(got) == flags[number]:
        return
    if flags[number]:
        why = f"patience is {patience}, and {patience} evaluations in a row were no better than the best: set self.model.stop_training = True"
        if expected_of(accuracies[: number + 1], patience, strict=False)[1][-1] != flags[number]:
            why = "an accuracy that equals the best is not better, so it does not start the count anew"
        elif accuracies[number] > accuracies[number - 1]:
            why = "an accuracy better than the one before, but not than the best, does not start the count anew"
    else:
        why = "training must go on here"
        worse = sum(a <= max(accuracies[:i]) for i, a in enumerate(accuracies[: number + 1]) if i)
        if number == 0:
            why = "training must go on here; does on_train_begin begin anew, with history, best and weights, and with self.model.stop_training = False?"
        elif worse >= patience and accuracies[number] > max(accuracies[:number]):
            why = "a better accuracy has just come: only evaluations in a row without a better one count"
        elif worse >= patience:
            why = "only evaluations in a row count: a better one in between starts the count anew"
        elif worse == patience - 1:
            why = f"patience is {patience}: it stops after {patience} evaluations in a row without a better one, not after {worse}"
    raise AssertionError(f"{case} (accuracies so far {accuracies[: number + 1]}):\n    model.stop_training is {bool(got)}, expected {flags[number]}\n    Likely mistake: {why}")


def threshold_accuracies(labels, epochs):
    """The validation accuracies of high_level.threshold_fit after each epoch."""
    labels = np.asarray(labels)
    return [float(np.mean(np.where(np.arange(len(labels)) <= epoch, labels == 0, labels == 1))) for epoch in range(epochs)]


def check_fit(case, callback, model, labels, epochs, patience):
    """What a callback and the model must hold after threshold_fit."""
    accuracies = threshold_accuracies(labels, epochs)
    best, flags = expected_of(accuracies, patience)
    known = {
        "Training was not stopped.": accuracies,
        "Training stops after one epoch: an earlier one left model.stop_training True.": accuracies[:1],
    }
    check(f"{case}: history", callback.history, accuracies[: len(flags)], known, tolerance=1e-5)
    check(f"{case}: best", callback.best, best)
    check(f"{case}: the parameter, given back in on_train_end", np.asarray(model.network.t.numpy()), [best + 1.0], {"These are the last weights, not the best.": [float(len(flags))]})


# freezing


def frozen_and_counts(prefix, **settings):
    """([stop_gradient of each tensor], counts) of high_level.tiny_network(**settings) after freeze(net, prefix), and its names."""
    names, flags, counts = [], [], {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in high_level.tiny_network(**settings).named_parameters():
        kind = "statistics" if name.endswith(STATISTICS) else "frozen" if name.startswith(prefix) else "trained"
        counts[kind] += int(np.prod(tensor.shape))
        names.append(name)
        flags.append(kind != "trained")
    return names, flags, counts


def check_frozen(case, net, prefix, **settings):
    """Whether every tensor of a network has the right stop_gradient."""
    names, flags, _ = frozen_and_counts(prefix, **settings)
    for name, tensor, wanted in zip(names, net.parameters(), flags, strict=True):
        got = bool(tensor.stop_gradient)
        if got == wanted:
            continue
        if name.endswith(STATISTICS):
            why = f"{name} is a running statistic, no weight: its stop_gradient must stay True"
        elif wanted:
            why = f"{name} begins with {prefix!r}, so its stop_gradient must be True (on the parameter: a layer's attribute of that name does nothing)"
        else:
            why = f"{name} does not begin with {prefix!r}, so its stop_gradient must be False, also where it was frozen before"
        raise AssertionError(f"{case}: stop_gradient of {name} is {got}.\n    Likely mistake: {why}")


def check_freeze_counts(case, got, prefix, **settings):
    """The three numbers that freeze returns."""
    names, _, right = frozen_and_counts(prefix, **settings)
    net = high_level.tiny_network(**settings)
    tensors = {kind: 0 for kind in right}
    biases = 0
    for name, tensor in net.named_parameters():
        kind = "statistics" if name.endswith(STATISTICS) else "frozen" if name.startswith(prefix) else "trained"
        tensors[kind] += 1
        biases += len(tensor.shape) == 1 and kind == "frozen" and tensor.shape[0]
    tensors_why = "These are tensors; count the numbers in them."
    known = {kind: {tensors_why: tensors[kind]} for kind in right}
    with_statistics = "The running statistics (names ending in ._mean and ._variance) are counted in; training never changed them by gradients."
    of_frozen = sum(int(np.prod(t.shape)) for n, t in net.named_parameters() if n.endswith(STATISTICS) and n.startswith(prefix))
    known["frozen"][with_statistics] = right["frozen"] + right["statistics"]
    known["frozen"][with_statistics + " "] = right["frozen"] + of_frozen
    known["trained"][with_statistics] = right["trained"] + right["statistics"]
    known["trained"][with_statistics + " "] = right["trained"] + right["statistics"] - of_frozen
    known["trained"]["This is what is frozen."] = right["frozen"]
    known["trained"]["These are all weights; count those that are still trained."] = right["trained"] + right["frozen"]
    known["statistics"]["A batch normalization has a running mean AND a running variance."] = right["statistics"] // 2
    known["statistics"]["Those of the whole network are asked for, not only those of the frozen part."] = of_frozen
    known = {kind: {why: value for why, value in wrong.items() if value != right[kind]} for kind, wrong in known.items()}
    check_counts(case, got, right, known)


# fine-tuning


def give(tensors, seed):
    """Random values for the tensors of a network in two parts, by shape and place; returns the arrays, float32."""
    rng, arrays = np.random.default_rng(seed), []
    for tensor in tensors:
        shape = [int(side) for side in tensor.shape]
        spread = 1.2 / np.sqrt(max(1, np.prod(shape[1:]) if len(shape) == 4 else shape[0]))
        arrays.append((rng.uniform(0.5, 1.5, shape) if len(shape) == 1 else spread * rng.normal(size=shape)).astype("float32"))
        tensor.set_value(arrays[-1])
    return arrays


def reference(arrays, **settings):
    """high_level.tiny_network(**settings) with these tensors, in their order."""
    net = high_level.tiny_network(**settings)
    for tensor, array in zip(net.parameters(), arrays, strict=True):
        tensor.set_value(array)
    return net


def tuned(arrays, x, labels, rate, steps, body_learns=False, body_mode="eval", head_mode="train", clear=True, optimizer=paddle.optimizer.SGD, reduction="mean", **settings):
    """(tensors, losses) after training the head of a network by plain gradient descent, with the options of likely mistakes."""
    net = reference(arrays, **settings)
    x, labels, losses = paddle.to_tensor(x), paddle.to_tensor(labels), []
    learning = [p for name, p in net.named_parameters() if not name.endswith(STATISTICS) and (body_learns or name.startswith("head."))]
    stepper = optimizer(rate, parameters=learning)
    for _ in range(steps):
        getattr(net.head, head_mode)()
        getattr(net.body, body_mode)()
        loss = F.cross_entropy(net(x), labels, reduction=reduction)
        loss.backward()
        stepper.step()
        losses.append(loss.item())
        if clear:
            net.clear_gradients()
    return [p.numpy() for p in net.parameters()], losses


WRONG_TUNING = {
    "The body's batch normalizations use the batch instead of their running statistics: they must be in inference mode at every step, and net.train() undoes body.eval().": {"body_mode": "train"},
    "Gradients are added up from step to step: clear them after each step.": {"clear": False},
    "The body's weights are trained as well.": {"body_learns": True},
    "The head must be in training mode: only the body stays in inference mode.": {"head_mode": "eval"},
    "This is Adam; plain gradient descent is asked for, paddle.optimizer.SGD.": {"optimizer": paddle.optimizer.Adam},
    "This is Momentum; plain gradient descent is asked for, paddle.optimizer.SGD.": {"optimizer": paddle.optimizer.Momentum},
    "The loss is the sum over the pictures; their mean is asked for.": {"reduction": "sum"},
    "Gradients are added up from step to step, and the body's batch normalizations use the batch.": {"clear": False, "body_mode": "train"},
    "The body's weights are trained as well, and its batch normalizations use the batch.": {"body_learns": True, "body_mode": "train"},
    "The body's weights are trained as well, and gradients are added up from step to step.": {"body_learns": True, "clear": False},
    "As before: the body learns, its batch normalizations use the batch, and gradients are added up.": {"body_learns": True, "body_mode": "train", "clear": False},
}


def check_tuned(case, net, losses, arrays, x, labels, rate, steps, part, **settings):
    """Whether fine-tuning left the right tensors behind. part: "weights" or "statistics" of the body, "head", or "losses"."""
    names = [name for name, _ in high_level.tiny_network(**settings).named_parameters()]
    right, right_losses = tuned(arrays, x, labels, rate, steps, **settings)
    found = [np.asarray(tensor.numpy()) for tensor in net.parameters()]

    def wrong():
        return {why: tuned(arrays, x, labels, rate, steps, **options, **settings) for why, options in WRONG_TUNING.items()}

    head = next(i for i, name in enumerate(names) if name.startswith("head.") and len(right[i].shape) == 2)
    assert not np.array_equal(found[head], arrays[head]), f"{case}: the head has not learned anything; its weights are as before."
    if part == "losses":
        numbers = isinstance(losses, list) and all(isinstance(value, (float, np.floating)) for value in losses)
        assert numbers, f"{case}: return the losses as a list of {steps} floats (a tensor becomes one by .item()); got {brief(losses)}"
        if not difference(losses, right_losses, tolerance=1e-4):
            return
        known = {why: value for why, (_, value) in wrong().items()}
        known["The loss is measured after the step; it is to be that of the scores it was trained with."] = tuned(arrays, x, labels, rate, steps + 1, **settings)[1][1:]
        check(f"{case}: the losses", losses, right_losses, different(right_losses, known), tolerance=1e-4)
    for place, name in enumerate(names):
        kind = "head" if name.startswith("head.") else "statistics" if name.endswith(STATISTICS) else "weights"
        if kind != part or not difference(found[place], right[place], tolerance=1e-4):
            continue
        if part == "statistics":
            known = {"Running statistics move in every forward pass in training mode; no gradient is needed for that.": found[place]}
        elif part == "weights":
            known = {"The body's weights are trained: freeze its parameters, one by one (a layer's attribute stop_gradient does nothing).": found[place]}
        else:
            known = {why: value[place] for why, (value, _) in wrong().items()}
        check(f"{case}: {name}", found[place], right[place], different(right[place], known), tolerance=1e-4)


def try_fine_tune(fine_tune, make_network, part, seed, n, rate, steps, **settings):
    """Fine-tune a network with given tensors by the answer, and compare one part of what is left behind (check_tuned)."""
    net, rng = make_network(**settings), np.random.default_rng(seed)
    arrays = give(net.parameters(), seed)
    _ = net.eval()
    x = rng.normal(size=(n, settings.get("in_channels", 2), 6, 5)).astype("float32")
    labels = rng.integers(0, settings.get("classes", 4), n)
    losses = fine_tune(net, paddle.to_tensor(x), paddle.to_tensor(labels), rate, steps)
    case = f"fine_tune, {n} pictures, {steps} steps at rate {rate}"
    check_tuned(case, net, losses, arrays, x, labels, rate, steps, part, **settings)


# Grad-CAM


def gradients_of(arrays, x, k, mode="eval", **settings):
    """(maps, gradients, {mistake: wrong gradients}) of tiny_network with these tensors."""
    net = reference(arrays, **settings)
    getattr(net, mode)()
    maps = net.body(paddle.to_tensor(x)).detach()
    maps.stop_gradient = False

    def of(value):
        return paddle.grad(value, maps)[0].numpy()

    right = of(net.head(maps)[:, k].sum())
    wrong = {
        "This is the gradient of the probability; take the score, before softmax.": of(F.softmax(net.head(maps))[:, k].sum()),
        "This is the gradient of the logarithm of the probability; take the score itself.": of(F.log_softmax(net.head(maps))[:, k].sum()),
        "This is the gradient of the loss for that class; take its score.": of(F.cross_entropy(net.head(maps), paddle.full([len(x)], k, "int64"))),
        "This is the gradient of the sum of all scores; take that of class k.": of(net.head(maps).sum()),
        "This is the gradient of the largest score; take that of class k.": of(net.head(maps).max(axis=1).sum()),
        "The sum over pictures became a mean: each picture's gradient is divided by their number.": of(net.head(maps)[:, k].mean()),
        "This is the score of the next class: classes are counted from 0.": of(net.head(maps)[:, k - 1].sum()),
        "Only the first picture has a gradient.": of(net.head(maps)[0, k]),
        "scores[k] is picture k, not class k: scores[:, k].": of(net.head(maps)[min(k, len(x) - 1)].sum()),
    }
    return maps.numpy(), right, different(right, wrong)


def check_maps_and_gradients(case, got, arrays, x, k, part, **settings):
    """What maps_and_gradients must return. part: "maps" or "gradients"."""
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise AssertionError(f"{case}: return two arrays, maps and gradients; got {brief(got)}")
    for value in got:
        assert isinstance(value, np.ndarray), f"{case}: return arrays; a tensor becomes one by .numpy(). Got {type(value).__name__}"
    maps, gradients, wrong = gradients_of(arrays, x, k, **settings)
    batch = gradients_of(arrays, x, k, mode="train", **settings)
    batch_why = "The network is in training mode, so batch normalization uses the batch: net.eval() first."
    if part == "maps":
        scores = reference(arrays, **settings)
        scores.eval()
        known = {batch_why: batch[0], "These are the gradients; maps come first.": gradients, "These are the scores; the maps are what the body gives.": scores(paddle.to_tensor(x)).numpy()}
        return check(f"{case}: maps", got[0], maps, different(maps, known), tolerance=1e-4)
    known = wrong | {"These are the maps; they come first.": maps, "These are gradients times maps; the gradients alone are asked for.": gradients * maps, batch_why: batch[1]}
    return check(f"{case}: gradients", got[1], gradients, different(gradients, known), tolerance=1e-4)


def try_maps(maps_and_gradients, make_network, part, n, k, seed, frozen=False, **settings):
    """Call the answer with a network in training mode whose tensors are given. part: "maps", "gradients" or "traces"."""
    net, rng = make_network(**settings), np.random.default_rng(seed)
    arrays = give(net.parameters(), seed)
    _ = net.train()
    if frozen:
        for tensor in net.parameters():
            tensor.stop_gradient = True
    x = rng.normal(size=(n, settings.get("in_channels", 2), 6, 8)).astype("float32")
    case = f"maps_and_gradients of {n} picture{'s' if n > 1 else ''}, class {k}" + (", all parameters frozen" if frozen else "")
    try:
        got = maps_and_gradients(net, x.copy(), k)
    except SystemError as error:
        why = "where everything is frozen, no gradient is computed unless you ask for one: detach the maps and set their stop_gradient to False"
        raise AssertionError(f"{case}: {error}\n    Likely mistake: {why}") from error
    check_maps_and_gradients(case, got, arrays, x, k, "gradients" if part == "traces" else part, **settings)
    if part == "traces":
        for tensor in net.parameters():
            left = tensor.grad
            assert left is None or not np.asarray(left.numpy()).any(), f"{case}: a parameter has a gradient afterwards; paddle.grad leaves none, backward() does."


def cam(maps, gradients, size):
    """(right heat [H, W], {mistake: wrong one}) of Grad-CAM for maps and gradients [C, h, w], enlarged to size."""
    weights, blocks = gradients.mean((1, 2)), np.ones([side // small for side, small in zip(size, maps.shape[1:])])

    def large(heat):
        return np.kron(heat, blocks)

    sums = (weights[:, None, None] * maps).sum(0)
    rough = np.maximum(sums, 0)
    right = large(rough)
    wrong = {
        "The ReLU at the end is missing: what speaks against the class becomes 0.": large(sums),
        "Absolute values are taken; what speaks against the class becomes 0.": large(np.abs(sums)),
        "The weight of a map is the MEAN of its gradient, not the sum.": large(np.maximum((gradients.sum((1, 2))[:, None, None] * maps).sum(0), 0)),
        "The weight of a map is the MEAN of its gradient, not the largest number of it.": large(np.maximum((gradients.max((1, 2))[:, None, None] * maps).sum(0), 0)),
        "Negative gradients are set to 0 before their mean is taken; ReLU comes after the sum over the maps.": large(np.maximum((np.maximum(gradients, 0).mean((1, 2))[:, None, None] * maps).sum(0), 0)),
        "The signs of the weights are lost: what speaks against the class is subtracted.": large(np.maximum((np.abs(weights)[:, None, None] * maps).sum(0), 0)),
        "Each gradient is multiplied with the value at its own place; a map has ONE weight, its mean gradient.": large(np.maximum((gradients * maps).sum(0), 0)),
        "Negative weights (or maps) are set to 0 one by one; ReLU comes after the sum over the maps.": large((np.maximum(weights, 0)[:, None, None] * maps).sum(0)),
        "Each map is set to 0 where it is negative, before they are added; ReLU comes after the sum over the maps.": large(np.maximum(weights[:, None, None] * maps, 0).sum(0)),
        "The maps are averaged; they are added.": large(np.maximum((weights[:, None, None] * maps).mean(0), 0)),
        "The maps are added without their weights.": large(np.maximum(maps.sum(0), 0)),
        "These are the gradients alone; each weight is multiplied with its map.": large(np.maximum(gradients.mean(0), 0)),
        "The gradients are averaged over the maps; each map has its own weight, the mean over its rows and columns.": large(np.maximum((gradients.mean(0) * maps).sum(0), 0)),
        "The heat is divided by its largest value; leave it as it is.": large(rough / (rough.max() or 1)),
        "The heat is repeated side by side; each number becomes a block of equal numbers.": np.tile(rough, blocks.shape),
        "The heat is not enlarged to `size`.": rough,
        "Every picture is taken for a square one: rows and columns have factors of their own.": np.kron(rough, np.ones([blocks.shape[0]] * 2)),
        "Rows and columns are swapped when the heat is enlarged.": np.kron(rough, blocks.T),
        "Each number stands once, with zeros around it; it becomes a block of equal numbers.": np.kron(rough, np.pad([[1.0]], [(0, n - 1) for n in blocks.shape])),
        "The heat is smoothed while it is enlarged; each number becomes a block of equal numbers.": F.interpolate(paddle.to_tensor(rough)[None, None], size=list(size), mode="bilinear")[0, 0].numpy(),
        "The heat is one minus what it should be.": 1 - right,
    }
    return right, different(right, wrong)


# occlusion


def occluded(score, picture, size, stride, fill, **how):
    """The drops of a score when a square of the picture is covered, with the options of likely mistakes."""
    _, height, width = picture.shape
    last = how.get("last", 1)
    rows, columns = (height - size) // stride + last, (width - size) // stride + last
    if how.get("over"):
        rows, columns = len(range(0, height, stride)), len(range(0, width, stride))
    before, covered, drops = score(picture[None])[0], picture.copy(), np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            if not how.get("pile_up"):
                covered = picture.copy()
            down, right = (j, i) if how.get("swapped") else (i, j)
            covered[: 1 if how.get("one_channel") else None, down * stride : down * stride + size, right * stride : right * stride + size] = fill
            drops[i, j] = before - score(covered[None])[0]
    return drops


def occlusion(score, picture, size, stride, fill):
    """(right drops [rows, columns], {mistake: wrong ones})."""
    right = occluded(score, picture, size, stride, fill)
    before = score(picture[None])[0]
    wrong = {
        "The sign is wrong: the score of the whole picture LESS that of the covered one.": -right,
        "These are the scores of the covered pictures; take how much the score falls.": before - right,
        "The squares of earlier positions are still there: cover a fresh copy each time.": occluded(score, picture, size, stride, fill, pile_up=True),
        "The square is filled with 0, not with `fill`.": occluded(score, picture, size, stride, 0.0),
        "Only the first channel is covered.": occluded(score, picture, size, stride, fill, one_channel=True),
        "The square moves by its own size, not by `stride`.": occluded(score, picture, size, size, fill),
        "The square moves by one pixel, not by `stride`.": occluded(score, picture, size, 1, fill),
        "The last position is missing: there are (H - size) // stride + 1 rows of them.": occluded(score, picture, size, stride, fill, last=0),
        "The square runs over the edge; it always lies inside the picture.": occluded(score, picture, size, stride, fill, over=True),
        "The square is filled with the mean of the picture, not with `fill`.": occluded(score, picture, size, stride, picture.mean()),
        "Rows and columns are swapped.": right.T,
        "Increases are set to 0; keep their sign.": np.maximum(right, 0),
        "Signs are lost: a score may rise when something is covered.": np.abs(right),
        "The drops are divided by the score of the whole picture.": right / before,
    }
    if picture.shape[1] == picture.shape[2]:
        wrong["Rows and columns are swapped. "] = occluded(score, picture, size, stride, fill, swapped=True)
    return right, different(right, wrong)
