# Asks for each pixel how many windows it lies in.
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    def uses(size):
        count = 0
        for pixel in range(size):
            for start in range(-padding, size + padding - k + 1, stride):
                count += start <= pixel < start + k
        return count

    return n * c_in * c_out * uses(h) * uses(w)
