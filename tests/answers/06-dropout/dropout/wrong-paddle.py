# The finished operator of Paddle.
# says: to be written by hand
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    import paddle

    return paddle.nn.functional.dropout(paddle.to_tensor(x), p, training=training, mode=mode).numpy()
