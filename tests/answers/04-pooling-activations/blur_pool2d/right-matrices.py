# The blur and the skipping are one matrix for rows and one for columns.
def blur_matrix(n):
    matrix = np.zeros(((n + 1) // 2, n))
    for row in range(len(matrix)):
        for offset, weight in zip((-1, 0, 1), (0.25, 0.5, 0.25)):
            matrix[row, min(max(2 * row + offset, 0), n - 1)] += weight
    return matrix


def blur_pool2d(x):
    dense = pool2d(x, 2, stride=1)
    return blur_matrix(dense.shape[2]) @ dense @ blur_matrix(dense.shape[3]).T
