# The probability of one particular mask.
# says: count all masks with k drops
def probability_of_drops(n, k, p):
    return p**k * (1 - p) ** (n - k)
