# Counts what a program would do, output by output.
def conv_cost(c_in, c_out, k, height, width, stride=1, padding=0, groups=1, bias=True):
    positions = 0
    for _ in range(0, height + 2 * padding - k + 1, stride):
        positions += len(range(0, width + 2 * padding - k + 1, stride))
    counts = {"parameters": c_out if bias else 0, "macs": 0, "flops": 0, "paddle_flops": 0}
    for o in range(c_out):
        kernels = sum(c * groups // c_in == o * groups // c_out for c in range(c_in))
        counts["parameters"] += kernels * k * k
        counts["macs"] += kernels * k * k * positions
        counts["flops"] += 2 * kernels * k * k * positions
        counts["paddle_flops"] += (kernels * k * k + (1 if bias else 0)) * positions
    return counts
