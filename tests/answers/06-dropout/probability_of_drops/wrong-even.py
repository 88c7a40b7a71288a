# All numbers of drops are taken to be equally likely.
# says: expected 0.375
def probability_of_drops(n, k, p):
    return 1 / (n + 1)
