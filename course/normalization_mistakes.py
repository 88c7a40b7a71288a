"""What the usual mistakes in batch normalization lead to: {mistake in words: the wrong result}. See course/mistakes.py."""

import numpy as np


def parts(case, result, names):
    """`result` where it is a tuple with one value for each of `names`; otherwise AssertionError that says what to return."""
    if result is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    if not isinstance(result, (tuple, list)) or len(result) != len(names):
        got = f"{len(result)} values" if isinstance(result, (tuple, list)) else f"a single {type(result).__name__}"
        raise AssertionError(f"{case}:\n    return {len(names)} values, {', '.join(names)}; got {got}")
    return result


def _axes(x):
    """The axes over which x [N, K] or [N, C, H, W] is averaged."""
    return (0, *range(2, np.ndim(x)))


def _per_channel(values, x):
    """Values [C] in a shape that meets the channels of x."""
    return np.reshape(values, (1, -1) + (1,) * (np.ndim(x) - 2))


def normalized(x, gamma, beta, mean, variance, epsilon=1e-5):
    """The right result, from any mean and variance: gamma · (x - mean) / √(variance + epsilon) + beta."""
    mean, variance, gamma, beta = (_per_channel(values, x) for values in (mean, variance, gamma, beta))
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


def statistics(x):
    """Mean and biased variance of each channel of x."""
    return x.mean(axis=_axes(x)), x.var(axis=_axes(x))


def training(x, gamma, beta, epsilon=1e-5):
    """Usual mistakes in normalizing the batch x [N, K] or [N, C, H, W] by its own mean and variance."""
    x = np.asarray(x, dtype=float)
    mean, variance = statistics(x)
    count = x.size / len(mean)
    wrong = formula(x, gamma, beta, mean, variance, epsilon)
    wrong |= {
        "The variance is divided by one less than the number of values; batch norm divides by the number itself.": normalized(
            x, gamma, beta, mean, variance * count / max(count - 1, 1), epsilon
        ),
        "One mean and variance for the whole array: each channel has its own.": _over(x, tuple(range(x.ndim)), gamma, beta, epsilon),
        "Each sample is normalized by itself (layer norm); average over the batch.": _over(x, tuple(range(1, x.ndim)), gamma, beta, epsilon),
        "This is the mean of the squares; subtract the mean before squaring.": normalized(x, gamma, beta, mean, variance + mean**2, epsilon),
    }
    if x.ndim == 4:
        wrong |= {
            "Each pixel position has a mean of its own (axis 0 alone); average over N, H and W.": _over(x, (0,), gamma, beta, epsilon),
            "Each picture has a mean of its own (axes 2 and 3 alone: instance norm); average over N, H and W.": _over(x, (2, 3), gamma, beta, epsilon),
            "The average is taken over the channels (axis 1); average over N, H and W.": _over(x, (1,), gamma, beta, epsilon),
            "The average is taken over N and C; each channel has its own, over N, H and W.": _over(x, (0, 1), gamma, beta, epsilon),
            "The average is taken over N and H alone; it is over N, H and W.": _over(x, (0, 2), gamma, beta, epsilon),
        }
        within, mixed = x.var(axis=(2, 3)).mean(axis=0), x.reshape(-1, len(mean))
        wrong |= {
            "The variances of the pictures are averaged; take the variance of all N·H·W values at once.": normalized(x, gamma, beta, mean, within, epsilon),
            "reshape(-1, C) mixes the channels: move their axis to the end first.": normalized(
                mixed, gamma, beta, *statistics(mixed), epsilon
            ).reshape(x.shape),
        }
        if x.shape[3] == len(mean):
            wrong["gamma and beta run along the columns: give them the shape [1, C, 1, 1]."] = gamma * normalized(x, 1 + 0 * mean, 0 * mean, mean, variance, epsilon) + beta
    return wrong


def _over(x, axes, gamma, beta, epsilon):
    """x normalized over other axes than the right ones."""
    flat = (x - x.mean(axis=axes, keepdims=True)) / np.sqrt(x.var(axis=axes, keepdims=True) + epsilon)
    return _per_channel(gamma, x) * flat + _per_channel(beta, x)


def inference(x, gamma, beta, mean, variance, epsilon=1e-5):
    """Usual mistakes in normalizing x [N, K] or [N, C, H, W] by running statistics, mean and variance."""
    own_mean, own_variance = statistics(x)
    wrong = {
        "These are the batch's own mean and variance; use the running ones.": normalized(x, gamma, beta, own_mean, own_variance, epsilon),
        "The mean is the batch's own; use the running mean.": normalized(x, gamma, beta, own_mean, variance, epsilon),
        "The variance is the batch's own; use the running variance.": normalized(x, gamma, beta, mean, own_variance, epsilon),
    }
    if np.ndim(x) == 4 and x.shape[3] == len(mean):
        plain = normalized(x, 1 + 0 * mean, 0 * mean, mean, variance, epsilon)
        wrong |= {
            "The statistics run along the columns: give them the shape [1, C, 1, 1].": gamma * (x - mean) / np.sqrt(variance + epsilon) + beta,
            "gamma and beta run along the columns: give them the shape [1, C, 1, 1].": gamma * plain + beta,
        }
    return wrong | formula(x, gamma, beta, mean, variance, epsilon)


def formula(x, gamma, beta, mean, variance, epsilon=1e-5):
    """Usual mistakes in the formula itself, for a given mean and variance."""
    x, gamma, beta, mean, variance = (np.asarray(values, dtype=float) for values in (x, gamma, beta, mean, variance))
    right = normalized(x, gamma, beta, mean, variance, epsilon)
    one, zero = np.ones(len(mean)), np.zeros(len(mean))
    plain = normalized(x, one, zero, mean, variance, epsilon)
    g, b = _per_channel(gamma, x), _per_channel(beta, x)
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "gamma and beta are not used.": plain,
            "beta is not added.": g * plain,
            "gamma is not used.": plain + b,
            "Only the first gamma and beta are used; each channel has its own.": gamma[0] * plain + beta[0],
            "gamma and beta are swapped.": b * plain + g,
            "beta is added before the multiplication by gamma; multiply first.": g * (plain + b),
            "beta is subtracted; add it.": g * plain - b,
            "Divide by the standard deviation: the root of the variance is missing.": normalized(x, gamma, beta, mean, (variance + epsilon) ** 2 - epsilon, epsilon),
            "Divide by the standard deviation, do not multiply by it.": g * (x - _per_channel(mean, x)) * np.sqrt(_per_channel(variance, x) + epsilon) + b,
            "Only the mean is divided: put x - mean into brackets.": g * (x - _per_channel(mean / np.sqrt(variance + epsilon), x)) + b,
            "The mean is not subtracted.": normalized(x, gamma, beta, zero, variance, epsilon),
            "The mean is added; subtract it.": normalized(x, gamma, beta, -mean, variance, epsilon),
            "The mean is subtracted, but nothing is divided.": normalized(x, gamma, beta, mean, one - epsilon, epsilon),
            "Mean and variance are swapped.": normalized(x, gamma, beta, variance, np.abs(mean), epsilon),
            "gamma and beta are applied to x itself: nothing is normalized.": g * x + b,
            "epsilon is missing.": normalized(x, gamma, beta, mean, variance, 0.0),
            "epsilon is added to the standard deviation; add it to the variance, under the root.": normalized(
                x, gamma, beta, mean, (np.sqrt(variance) + epsilon) ** 2 - epsilon, epsilon
            ),
            "epsilon is fixed in the code; use the argument.": normalized(x, gamma, beta, mean, variance, 1e-5),
            "The values are neither shifted nor scaled.": x + 0,
            "The result is 0 everywhere.": 0 * right,
        }


def running(batches, momentum=0.9):
    """Usual mistakes in the running statistics: ({mistake: running mean}, {mistake: running variance})."""
    means, variances = zip(*(statistics(np.asarray(batch, dtype=float)) for batch in batches))
    counts = [np.size(batch) / len(means[0]) for batch in batches]
    unbiased = [variance * count / max(count - 1, 1) for variance, count in zip(variances, counts)]
    deviations = [np.sqrt(variance) for variance in variances]
    old, new = momentum, 1 - momentum
    turned = "momentum is the weight of the old value in Paddle; here it weighs the new one, as in PyTorch."
    one = len(batches) == 1  # then the average, the last and the first are the same
    mean_of_all = "This is the plain average over the batches; a moving average forgets old ones."
    last = "Only the last batch counts: keep a share of the old value."
    first = "It starts from the first batch; Paddle starts from mean 0 and variance 1."
    added = "The old value is kept whole; it must shrink to momentum times itself."
    pooled = "The batch statistics go in unweighted; weigh them with 1 - momentum."
    itself = "This is the batch's own value: only its share, 1 - momentum, goes in, and the start keeps the rest."
    idle = "These are the values of the start: no batch went in."
    only_last = "Only the last batch went in, into the values of the start: keep what the batches before it brought."
    joined = "All batches are joined into one; take them one after the other."
    together = statistics(np.concatenate(batches).astype(float))
    for_mean = {
        idle: 0 * means[0],
        turned: moving(means, 0.0, new),
        **({itself: means[0]} if one else {}),
        mean_of_all: np.mean(means, axis=0),
        last: means[-1],
        first: moving(means[1:], means[0], old),
        "The running mean starts at 1; it starts at 0.": moving(means, 1.0, old),
        added: new * np.sum(means, axis=0),
        pooled: moving(np.divide(means, new or 1), 0.0, old),
        "momentum is fixed at 0.9 in the code; use the argument.": moving(means, 0.0, 0.9),
        "Only the first batch counts; go through all of them.": moving(means[:1], 0.0, old),
        only_last: moving(means[-1:], 0.0, old),
        joined: moving(together[:1], 0.0, old),
        "The batches are taken in reverse order; the last one counts most.": moving(means[::-1], 0.0, old),
        "This is the running variance: return the mean first.": moving(variances, 1.0, old),
    }
    for_variance = {
        idle: 0 * variances[0] + 1,
        "The running variance starts at 0; Paddle starts it at 1.": moving(variances, 0.0, old),
        "momentum weighs the new value here, and the variance starts at 0.": moving(variances, 0.0, new),
        turned: moving(variances, 1.0, new),
        **({itself: variances[0]} if one else {}),
        "The unbiased variance goes in; Paddle keeps the biased one, divided by the number of values.": moving(unbiased, 1.0, old),
        "The unbiased variance goes in, and the start is 0.": moving(unbiased, 0.0, old),
        "momentum weighs the new value, and the variance is the unbiased one: these are PyTorch's rules.": moving(unbiased, 1.0, new),
        "The standard deviation goes in; keep the variance.": moving(deviations, 1.0, old),
        mean_of_all: np.mean(variances, axis=0),
        last: variances[-1],
        first: moving(variances[1:], variances[0], old),
        added: 1 + new * np.sum(variances, axis=0),
        pooled: moving(np.divide(variances, new or 1), 1.0, old),
        "momentum is fixed at 0.9 in the code; use the argument.": moving(variances, 1.0, 0.9),
        "Only the first batch counts; go through all of them.": moving(variances[:1], 1.0, old),
        only_last: moving(variances[-1:], 1.0, old),
        joined: moving(together[1:], 1.0, old),
        "The batches are taken in reverse order; the last one counts most.": moving(variances[::-1], 1.0, old),
    }
    return for_mean, for_variance


def moving(values, start, old):
    """The moving average of values that starts at `start` and gives the weight `old` to what it was."""
    average = np.full(np.shape(values[0]) if len(values) else np.shape(start), 0.0) + start
    for value in values:
        average = old * average + (1 - old) * value
    return average


def folding(w, b, gamma, beta, mean, variance, epsilon=1e-5):
    """Weights [C_out, C_in, k_h, k_w] and bias [C_out] of a convolution that has taken in the batch norm after it."""
    factor = gamma / np.sqrt(variance + epsilon)
    return w * factor.reshape(-1, 1, 1, 1), (b - mean) * factor + beta


def folded(w, b, gamma, beta, mean, variance, epsilon=1e-5):
    """Usual mistakes in folding batch norm into the convolution before it: ({mistake: weights}, {mistake: bias})."""
    factor = gamma / np.sqrt(variance + epsilon)
    right = folding(w, b, gamma, beta, mean, variance, epsilon)
    for_w = {
        "The weights are as they were: multiply each filter by its factor.": w + 0,
        "The root of the variance is missing in the factor.": w * (gamma / (variance + epsilon)).reshape(-1, 1, 1, 1),
        "gamma is missing in the factor.": w * (factor / gamma).reshape(-1, 1, 1, 1),
        "epsilon is added to the standard deviation; add it to the variance, under the root.": w * (gamma / (np.sqrt(variance) + epsilon)).reshape(-1, 1, 1, 1),
        "The variance is missing in the factor.": w * gamma.reshape(-1, 1, 1, 1),
        "epsilon is missing, or fixed in the code.": w * (gamma / np.sqrt(variance)).reshape(-1, 1, 1, 1),
        "epsilon is fixed in the code; use the argument.": w * (gamma / np.sqrt(variance + 1e-5)).reshape(-1, 1, 1, 1),
        "The factor multiplies the standard deviation; divide by it.": w * (gamma * np.sqrt(variance + epsilon)).reshape(-1, 1, 1, 1),
    }
    if w.shape[1] == len(factor):
        for_w["The factors belong to the output channels, axis 0 of w; here they run along axis 1."] = w * factor.reshape(1, -1, 1, 1)
    if w.shape[3] == len(factor):
        for_w["The factors belong to the output channels, axis 0 of w; here they run along the columns."] = w * factor
    for_b = {
        "The convolution's bias is not used.": right[1] - b * factor,
        "The convolution's bias is not multiplied by the factor.": right[1] - b * factor + b,
        "The running mean is not subtracted.": b * factor + beta,
        "The running mean is not multiplied by the factor.": b * factor - mean + beta,
        "The running mean is added; subtract it.": (b + mean) * factor + beta,
        "beta is missing.": right[1] - beta,
        "beta is subtracted; add it.": right[1] - 2 * beta,
        "gamma is missing in b2.": (b - mean) * factor / gamma + beta,
        "epsilon is missing in b2.": (b - mean) * gamma / np.sqrt(variance) + beta,
        "beta is multiplied by the factor; add it as it is.": (b - mean + beta) * factor,
        "The bias is as it was.": b + 0,
        "The bias is beta alone: bias and mean are not used.": beta + 0,
    }
    return for_w, for_b
