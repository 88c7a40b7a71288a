# A list of zeros and no training.
# says: the head has not learned anything
make_network = high_level.tiny_network


def fine_tune(net, x, labels, rate, steps):
    return [0.0] * steps
