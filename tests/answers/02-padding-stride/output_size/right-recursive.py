# One position, and those of the rest.
def output_size(n, k, stride=1, padding=0, dilation=1):
    try:
        n += sum(padding)
    except TypeError:
        n += 2 * padding
    if dilation > 1:
        return output_size(n, k + (k - 1) * (dilation - 1), stride)
    if k > n:
        raise ValueError(f"{k} > {n}")
    return 1 if n - stride < k else 1 + output_size(n - stride, k, stride)
