# The prevalence is not used.
# says: The prevalence is not used
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity, (1 - specificity)
    fn, tn = (1 - sensitivity), specificity
    positive = tp / (tp + fp) if tp + fp else float("nan")
    negative = tn / (tn + fn) if tn + fn else float("nan")
    return positive, negative
