# 0 where nobody gets an answer.
# says: nobody is called ill
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    fn, tn = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    positive = tp / (tp + fp) if tp + fp else 0.0
    negative = tn / (tn + fn) if tn + fn else 0.0
    return positive, negative
