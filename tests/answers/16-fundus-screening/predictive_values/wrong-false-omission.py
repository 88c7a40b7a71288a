# The share of ill among the passed.
# says: the negative predictive value is the rest
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    fn, tn = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    positive = tp / (tp + fp) if tp + fp else float("nan")
    negative = fn / (tn + fn) if tn + fn else float("nan")
    return positive, negative
