# A set of points, sorted; a list of tuples.
def roc_points(labels, scores):
    points = {(0.0, 0.0)}
    for threshold in scores:
        found = confusion(labels, scores, threshold)
        points.add((found["fp"] / (found["fp"] + found["tn"]), found["tp"] / (found["tp"] + found["fn"])))
    return sorted(points)
