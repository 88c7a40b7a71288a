# Counts the eyes needed, then goes down to the next well eye.
import math


def choose_threshold(labels, scores, least):
    ill, well = np.sort(scores[labels == 1])[::-1], scores[labels == 0]
    high = ill[math.ceil(least * len(ill) - 1e-9) - 1]
    below = well[well < high]
    return float(ill[ill > below.max()].min() if len(below) else ill.min())
