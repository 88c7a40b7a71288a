# Paddle does it.
# says: is to be written by hand
import paddle
import paddle.nn.functional as F


def blur_pool2d(x):
    dense = F.pad(F.max_pool2d(paddle.to_tensor(x), 2, 1), [1, 1, 1, 1], mode="replicate")
    kernel = paddle.to_tensor(np.outer([1, 2, 1], [1, 2, 1]) / 16).tile([x.shape[1], 1, 1, 1])
    return F.conv2d(dense, kernel, stride=2, groups=x.shape[1]).numpy()
