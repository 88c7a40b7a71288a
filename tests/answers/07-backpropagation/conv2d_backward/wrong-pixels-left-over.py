# dx and dw as convolutions of dy with zeros between, without the pixels that no window reaches.
# says: pixels that no window reaches belong to it
def conv2d_backward(dy, x, w, stride=1, padding=0):
    (s_h,s_w),(p_h,p_w) = pair(stride), pair(padding)
    n,o,r,c = dy.shape; k_h,k_w = w.shape[2:]
    sp = np.zeros((n,o,(r-1)*s_h+1,(c-1)*s_w+1)); sp[:,:,::s_h,::s_w]=dy
    full = np.pad(sp,((0,0),(0,0),(k_h-1,)*2,(k_w-1,)*2))
    zero = lambda m: np.zeros(m)
    dx = conv2d(full, w[:,:,::-1,::-1].transpose(1,0,2,3), zero(w.shape[1]))[:,:,p_h:p_h+x.shape[2],p_w:p_w+x.shape[3]]
    padded = np.pad(x,((0,0),(0,0),(p_h,p_h),(p_w,p_w)))
    dw = conv2d(padded.transpose(1,0,2,3), sp.transpose(1,0,2,3), zero(o)).transpose(1,0,2,3)
    return dx, dw, dy.sum((0,2,3))
