# Groups are not looked at.
# says: Groups are ignored
def conv_cost(c_in, c_out, k, height, width, stride=1, padding=0, groups=1, bias=True):
    rows, columns = [(n + 2 * padding - k) // stride + 1 for n in (height, width)]
    outputs = c_out * rows * columns
    weights = c_out * c_in * k**2
    macs = rows * columns * weights
    return dict(
        parameters=weights + c_out * bias, macs=macs, flops=macs * 2, paddle_flops=macs + outputs * bias
    )
