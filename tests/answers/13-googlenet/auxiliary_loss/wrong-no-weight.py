# The heads count in full.
# says: The heads count in full
def auxiliary_loss(z, heads, labels, weight=0.3):
    target = np.eye(z.shape[1])[labels]
    losses, gradients = [], []
    for scores in [z, *heads]:
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        losses.append(-(target * log_p).sum() / len(labels))
        gradients.append((np.exp(log_p) - target) / len(labels))
    loss = sum(losses)
    return loss, gradients[0], [gradient for gradient in gradients[1:]]
