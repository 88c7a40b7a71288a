# The lowest threshold: everybody is ill.
# says: which calls everybody ill
def choose_threshold(labels, scores, least):
    return float(scores.min())
