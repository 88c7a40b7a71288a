# Adds to the array of an earlier call.
# says: an earlier call
store={}
def average_pool_backward(dy, x, kernel, stride=None):
    P = lambda v: (v,v) if np.ndim(v)==0 else tuple(v)
    k = P(kernel); s = P(stride or kernel)
    dx = store.setdefault(x.shape,np.zeros(x.shape))
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            dx[:,:,i*s[0]:i*s[0]+k[0], j*s[1]:j*s[1]+k[1]] += dy[:,:,i:i+1,j:j+1]/(k[0]*k[1])
    return dx
