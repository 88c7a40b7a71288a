# The columns are taken in reverse order by an index.
def horizontal_flip(x, p, rng):
    y = np.array(x)
    pictures = y.reshape(-1, *x.shape[-3:])
    for picture in pictures:
        if rng.uniform() < p:
            picture[...] = picture[:, :, list(range(x.shape[-1] - 1, -1, -1))]
    return pictures.reshape(x.shape)
