# Looks for the largest row and the largest column separately.
# says: belong to different pixels
def max_pool_backward(dy, x, kernel, stride=None):
    P = lambda v: (v,v) if np.ndim(v)==0 else tuple(v)
    k = P(kernel); s = P(stride or kernel)
    dx = np.zeros(x.shape)
    for n in range(x.shape[0]):
      for c in range(x.shape[1]):
        for i in range(dy.shape[2]):
          for j in range(dy.shape[3]):
            win = x[n,c,i*s[0]:i*s[0]+k[0], j*s[1]:j*s[1]+k[1]]
            u,v = (win.max(1).argmax(), win.max(0).argmax())
            dx[n,c,i*s[0]+u,j*s[1]+v] += dy[n,c,i,j]
    return dx
