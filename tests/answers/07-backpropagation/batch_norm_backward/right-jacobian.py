# The whole matrix of derivatives of a channel.
def batch_norm_backward(dy, x, gamma, epsilon=1e-5):
    dx=np.zeros(x.shape); dg=[]; db=[]
    for c in range(x.shape[1]):
        v=x[:,c].ravel(); d=dy[:,c].ravel(); m=len(v); s=np.sqrt(v.var()+epsilon); n=(v-v.mean())/s
        J=(np.eye(m)-1/m-np.outer(n,n)/m)*gamma[c]/s
        dx[:,c]=(d@J).reshape(x[:,c].shape); dg.append(d@n); db.append(d.sum())
    return dx,np.array(dg),np.array(db)
