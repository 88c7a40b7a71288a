# Two loops.
def auc(labels, scores):
    total = pairs = 0
    for a, ill in zip(scores, labels):
        for b, other in zip(scores, labels):
            if ill == 1 and other == 0:
                pairs += 1
                total += 1 if a > b else 0.5 if a == b else 0
    return total / pairs
