# Picture by picture, with Python's own sort.
def top_k_accuracy(scores, labels, k):
    right = 0
    for row, label in zip(scores, np.ravel(labels)):
        first = sorted(range(len(row)), key=lambda i: row[i], reverse=True)[:k]
        right += int(label) in first
    return right / len(scores)
