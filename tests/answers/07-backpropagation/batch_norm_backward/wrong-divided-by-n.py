# Divides the sums by the number of pictures only.
# says: a part of N·H·W only
def batch_norm_backward(dy, x, gamma, epsilon=1e-5):
    ax=(0,2,3); m=len(x); g=gamma.reshape(1,-1,1,1)
    mu=x.mean(ax,keepdims=True); var=((x-mu)**2).mean(ax,keepdims=True); std=np.sqrt(var+epsilon)
    xh=(x-mu)/std; dbeta=dy.sum(ax); dgamma=(dy*xh).sum(ax)
    dx=g/std/m*(m*dy-dbeta.reshape(1,-1,1,1)-xh*dgamma.reshape(1,-1,1,1))
    return dx, dgamma, dbeta
