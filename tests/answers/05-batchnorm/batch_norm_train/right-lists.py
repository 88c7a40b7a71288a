# Returns lists.
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    columns = [x[:, c] for c in range(x.shape[1])]
    y = np.empty(x.shape)
    for c, column in enumerate(columns):
        y[:, c] = gamma[c] * (column - column.mean()) / (column.var() + epsilon) ** 0.5 + beta[c]
    return [y.tolist(), [column.mean() for column in columns], [column.var() for column in columns]]
