# Place by place of the kernel, with tensordot.
def conv2d_backward(dy, x, w, stride=1, padding=0):
    p = pair(padding); (a,b)=pair(stride); r,c=dy.shape[2:]
    big = np.pad(x,((0,0),(0,0),(p[0],)*2,(p[1],)*2)); dbig=np.zeros(big.shape); dw=np.empty(w.shape)
    for u in range(w.shape[2]):
        for v in range(w.shape[3]):
            s=np.s_[:,:,u:u+a*r:a,v:v+b*c:b]
            dw[:,:,u,v]=np.tensordot(dy,big[s],([0,2,3],[0,2,3]))
            dbig[s]+=np.tensordot(dy,w[:,:,u,v],(1,0)).transpose(0,3,1,2)
    return dbig[:,:,p[0]:big.shape[2]-p[0],p[1]:big.shape[3]-p[1]],dw,dy.sum(3).sum(2).sum(0)
