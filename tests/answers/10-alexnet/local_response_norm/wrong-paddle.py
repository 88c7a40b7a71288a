# Leaves it to Paddle.
# says: by hand
import paddle


def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    tensor = paddle.to_tensor(x)
    return paddle.nn.functional.local_response_norm(tensor, size, size * alpha, beta, k).numpy()
