# Picture by picture, in plain loops.
def auxiliary_loss(z, heads, labels, weight=0.3):
    loss, gradients = 0.0, []
    for number, scores in enumerate([z] + list(heads)):
        share = (weight if number else 1) / len(labels)
        gradient = np.zeros(scores.shape)
        for n, (row, label) in enumerate(zip(scores, labels)):
            powers = np.exp(row - max(row))
            loss += share * (max(row) + np.log(sum(powers)) - row[label])
            for k in range(len(row)):
                gradient[n, k] = share * (powers[k] / sum(powers) - (k == label))
        gradients.append(gradient)
    return loss, gradients[0], tuple(gradients[1:])
