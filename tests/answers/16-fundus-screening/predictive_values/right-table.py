# A table of shares, divided by its column sums.
def predictive_values(sensitivity, specificity, prevalence):
    table = np.outer([prevalence, 1 - prevalence], [1, 1]) * [[sensitivity, 1 - sensitivity], [1 - specificity, specificity]]
    sums = table.sum(axis=0)
    return np.divide(np.diag(table), sums, out=np.full(2, np.nan), where=sums > 0)
