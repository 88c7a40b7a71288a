# A million people.
def predictive_values(sensitivity, specificity, prevalence):
    ill = 1e6 * prevalence
    well = 1e6 - ill
    found, alarms = ill * sensitivity, well - well * specificity
    nobody = float("nan")
    called = found + alarms
    return [found / called if called else nobody, well * specificity / (1e6 - called) if called != 1e6 else nobody]
