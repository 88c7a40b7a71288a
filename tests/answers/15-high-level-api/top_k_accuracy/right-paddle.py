# Paddle's own function.
def top_k_accuracy(scores, labels, k):
    column = paddle.to_tensor(np.reshape(labels, (-1, 1)).astype("int64"))
    return paddle.metric.accuracy(paddle.to_tensor(scores), column, k=k).item()
