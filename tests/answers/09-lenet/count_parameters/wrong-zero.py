# Always 0.
# says: got 0, expected 16
def count_parameters(net):
    return 0
