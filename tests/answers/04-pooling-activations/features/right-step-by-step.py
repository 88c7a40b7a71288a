# One line for each operation.
import paddle.nn.functional as F


def features(x, w1, b1, w2, b2):
    h = F.conv2d(x, w1, b1)
    h = F.sigmoid(h)
    h = F.avg_pool2d(h, 2)
    h = F.conv2d(h, w2, b2)
    h = F.sigmoid(h)
    return F.avg_pool2d(h, 2)
