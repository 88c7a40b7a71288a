# A Counter of pairs.
from collections import Counter


def confusion(labels, scores, threshold):
    pairs = Counter((int(label), bool(score >= threshold)) for label, score in zip(labels, scores))
    result = {key: pairs[pair] for key, pair in zip(("tp", "fp", "fn", "tn"), ((1, True), (0, True), (1, False), (0, False)))}
    for name, right, wrong in (("sensitivity", "tp", "fn"), ("specificity", "tn", "fp")):
        try:
            result[name] = result[right] / (result[right] + result[wrong])
        except ZeroDivisionError:
            result[name] = float("nan")
    return result
