# Pooling comes before the sigmoid in both stages.
# says: The sigmoid comes after the pooling, both times
import paddle.nn.functional as F


def features(x, w1, b1, w2, b2):
    h = F.sigmoid(F.avg_pool2d(F.conv2d(x, w1, b1), 2))
    return F.sigmoid(F.avg_pool2d(F.conv2d(h, w2, b2), 2))
