# Only scores of ill eyes can be chosen.
def choose_threshold(labels, scores, least):
    def merit(threshold):
        found = confusion(labels, scores, threshold)
        return found["sensitivity"] >= least, found["specificity"], found["sensitivity"]

    return max(scores[labels == 1], key=merit)
