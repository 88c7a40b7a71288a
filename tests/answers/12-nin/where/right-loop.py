def where(maps):
    found = []
    for votes in maps:
        label = int(np.argmax([m.mean() for m in votes]))
        row, column = np.argwhere(votes[label] == votes[label].max())[0]
        found.append((label, int(row), int(column)))
    labels, rows, columns = zip(*found)
    return np.array(labels), np.array(rows), np.array(columns)
