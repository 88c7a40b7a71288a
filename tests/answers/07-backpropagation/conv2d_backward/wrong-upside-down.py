# Turns only the rows of the kernel.
# says: upside down
def conv2d_backward(dy, x, w, stride=1, padding=0):
    (s_h,s_w),(p_h,p_w) = pair(stride), pair(padding)
    k_h,k_w = w.shape[2:]
    padded = np.pad(x, ((0,0),(0,0),(p_h,p_h),(p_w,p_w)))
    dx = np.zeros(padded.shape); dw = np.zeros(w.shape); db = dy.sum((0,2,3))
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            g = dy[:,:,i,j]; win = (slice(None),slice(None),slice(i*s_h,i*s_h+k_h),slice(j*s_w,j*s_w+k_w))
            dw += np.einsum("no,ncuv->ocuv", g, padded[win])
            dx[win] += np.einsum("no,ocuv->ncuv", g, w[:,:,::-1])
    dx = dx[:,:,p_h:p_h+x.shape[2],p_w:p_w+x.shape[3]]
    return dx, dw, db
