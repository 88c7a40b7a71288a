# Asks Paddle's layers.
def stage_sides(size, stem_stride=2):
    x = paddle.zeros([1, 1, size, 1])
    x, sides = nn.functional.conv2d(x, paddle.ones([1, 1, 7, 7]), stride=stem_stride, padding=3), []
    for _ in range(5):
        sides.append(int(x.shape[2]))
        x = nn.functional.max_pool2d(x, 3, 2, 1)
    return sides
