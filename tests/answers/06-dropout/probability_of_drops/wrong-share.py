# The share of drops.
# says: its probability is asked for
def probability_of_drops(n, k, p):
    return k / n
