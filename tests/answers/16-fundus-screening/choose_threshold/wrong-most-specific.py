# The highest specificity of all.
# says: forgets the sensitivity
def choose_threshold(labels, scores, least):
    return float(scores.max())
