# One where nobody gets the answer.
# says: expected nan
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    fn, tn = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    positive = tp / (tp + fp) if tp + fp else 1.0
    negative = tn / (tn + fn) if tn + fn else 1.0
    return positive, negative
