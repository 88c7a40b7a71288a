# The overlooked are a share of everybody.
# says: The overlooked are a share of the ill
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    fn, tn = 1 - sensitivity, specificity * (1 - prevalence)
    positive = tp / (tp + fp) if tp + fp else float("nan")
    negative = tn / (tn + fn) if tn + fn else float("nan")
    return positive, negative
