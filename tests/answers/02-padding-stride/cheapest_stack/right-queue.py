# Cheapest first, from a queue; a tuple of tuples.
import heapq


def sees(stack):
    pixels, step = 1, 1
    for k, stride in stack:
        pixels += (k - 1) * step
        step *= stride
    return pixels


def cheapest_stack(r: int, most_downsampling: int, most_layers: int) -> tuple:
    queue = [(9 * c, (3,) * c) for c in range(1, most_layers + 1)]
    heapq.heapify(queue)
    seen = set()
    while queue:
        cost, kernels = heapq.heappop(queue)
        strides = [2 if 2 << i <= most_downsampling else 1 for i in range(len(kernels))]
        if sees(list(zip(kernels, strides))) >= r:
            return tuple(zip(kernels, strides))
        for i, k in enumerate(kernels):
            more = kernels[:i] + (k + 2,) + kernels[i + 1:]
            if k < 11 and more not in seen:
                seen.add(more)
                heapq.heappush(queue, (cost + 4 * k + 4, more))
    raise ValueError("cannot")
