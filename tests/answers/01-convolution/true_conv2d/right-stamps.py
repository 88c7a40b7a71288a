# Every pixel stamps the kernel onto a larger canvas; the part where the kernel lies inside the picture is cut out.
def true_conv2d(x, w):
    (height, width), (k_h, k_w) = x.shape, w.shape
    canvas = np.zeros((height + k_h - 1, width + k_w - 1))
    for (i, j), brightness in np.ndenumerate(x):
        canvas[i : i + k_h, j : j + k_w] += brightness * w
    return canvas[k_h - 1 : height, k_w - 1 : width]
