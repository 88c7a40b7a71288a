# %% [markdown]
# # A chapter of Paddle without figures
#
# Eight layers by hand, compared with Paddle's, for benchmarks/grading.py. It is no part of the course.

# %%
import numpy as np
import paddle

# %% [markdown] role="statement" exercise="relu"
# ### Exercise 92.1: ReLU (2 points, ~5 min)
#
# `relu(x)` is the tensor x with 0 in place of what is negative.


# %% role="answer" exercise="relu"
def relu(x):
    """A tensor of x's shape."""
    ### BEGIN SOLUTION
    return x.clip(min=0)
    ### END SOLUTION


# %% role="tests" exercise="relu" case="values" points=2
import numpy as np
import paddle

np.testing.assert_array_equal(relu(paddle.to_tensor([-1.0, 2.0])).numpy(), [0, 2])
### BEGIN HIDDEN TESTS
x = paddle.to_tensor(np.random.default_rng(0).normal(size=(5, 6)).astype("float32"))
np.testing.assert_array_equal(relu(x).numpy(), paddle.nn.functional.relu(x).numpy())
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="linear"
# ### Exercise 92.2: a linear layer (2 points, ~5 min)
#
# `linear(x, weight, bias)` is what `paddle.nn.Linear` computes; weight is `[inputs, outputs]`.


# %% role="answer" exercise="linear"
def linear(x, weight, bias):
    """A tensor [N, outputs]."""
    ### BEGIN SOLUTION
    return x @ weight + bias
    ### END SOLUTION


# %% role="tests" exercise="linear" case="values" points=2
import numpy as np
import paddle

layer = paddle.nn.Linear(3, 2)
x = paddle.to_tensor([[1.0, 2.0, 3.0]])
np.testing.assert_allclose(linear(x, layer.weight, layer.bias).numpy(), layer(x).numpy(), rtol=1e-4, atol=1e-5)
### BEGIN HIDDEN TESTS
random = np.random.default_rng(1)
x, weight, bias = (paddle.to_tensor(random.normal(size=size).astype("float32")) for size in [(8, 5), (5, 4), (4,)])
expected = paddle.nn.functional.linear(x, weight, bias).numpy()
np.testing.assert_allclose(linear(x, weight, bias).numpy(), expected, rtol=1e-4, atol=1e-5)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="softmax"
# ### Exercise 92.3: softmax (2 points, ~5 min)
#
# `softmax(x)` turns each row of a tensor into probabilities.


# %% role="answer" exercise="softmax"
def softmax(x):
    """A tensor of x's shape."""
    ### BEGIN SOLUTION
    exponentials = (x - x.max(axis=-1, keepdim=True)).exp()
    return exponentials / exponentials.sum(axis=-1, keepdim=True)
    ### END SOLUTION


# %% role="tests" exercise="softmax" case="values" points=2
import numpy as np
import paddle

np.testing.assert_allclose(softmax(paddle.to_tensor([[0.0, 0.0]])).numpy(), [[0.5, 0.5]])
### BEGIN HIDDEN TESTS
x = paddle.to_tensor(np.random.default_rng(2).normal(0, 50, (6, 10)).astype("float32"))
np.testing.assert_allclose(softmax(x).numpy(), paddle.nn.functional.softmax(x).numpy(), rtol=1e-4, atol=1e-6)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="cross_entropy"
# ### Exercise 92.4: cross entropy (2 points, ~5 min)
#
# `cross_entropy(scores, labels)` is the mean loss over the rows, a tensor.


# %% role="answer" exercise="cross_entropy"
def cross_entropy(scores, labels):
    """A tensor with one number."""
    ### BEGIN SOLUTION
    logarithms = scores - scores.logsumexp(axis=1, keepdim=True)
    return -(logarithms * paddle.nn.functional.one_hot(labels, scores.shape[1])).sum(axis=1).mean()
    ### END SOLUTION


# %% role="tests" exercise="cross_entropy" case="values" points=2
import numpy as np
import paddle

np.testing.assert_allclose(cross_entropy(paddle.to_tensor([[0.0, 0.0]]), paddle.to_tensor([1])).numpy(), np.log(2), rtol=1e-4)
### BEGIN HIDDEN TESTS
random = np.random.default_rng(3)
scores, labels = paddle.to_tensor(random.normal(size=(9, 5)).astype("float32")), paddle.to_tensor(random.integers(0, 5, 9))
expected = paddle.nn.functional.cross_entropy(scores, labels).numpy()
np.testing.assert_allclose(cross_entropy(scores, labels).numpy(), expected, rtol=1e-4)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="conv2d"
# ### Exercise 92.5: a convolution (2 points, ~5 min)
#
# `conv2d(x, weight)` is what `paddle.nn.functional.conv2d` computes, without padding, stride and bias.


# %% role="answer" exercise="conv2d"
def conv2d(x, weight):
    """x is [N, C, H, W], weight is [C_out, C, k, k]."""
    ### BEGIN SOLUTION
    size = weight.shape[-1]
    rows, columns = x.shape[2] - size + 1, x.shape[3] - size + 1
    parts = [
        paddle.einsum("nchw,oc->nohw", x[:, :, i : i + rows, j : j + columns], weight[:, :, i, j]) for i in range(size) for j in range(size)
    ]
    return sum(parts)
    ### END SOLUTION


# %% role="tests" exercise="conv2d" case="values" points=2
import numpy as np
import paddle

x, weight = paddle.ones([1, 1, 3, 4]), paddle.ones([1, 1, 3, 3])
np.testing.assert_allclose(conv2d(x, weight).numpy(), [[[[9, 9]]]], rtol=1e-4)
### BEGIN HIDDEN TESTS
random = np.random.default_rng(4)
x, weight = (paddle.to_tensor(random.normal(size=size).astype("float32")) for size in [(2, 3, 7, 9), (4, 3, 3, 3)])
expected = paddle.nn.functional.conv2d(x, weight).numpy()
np.testing.assert_allclose(conv2d(x, weight).numpy(), expected, rtol=1e-3, atol=1e-4)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="max_pool"
# ### Exercise 92.6: pooling (2 points, ~5 min)
#
# `max_pool(x, size)` is what `paddle.nn.functional.max_pool2d` computes; rows and columns divide evenly.


# %% role="answer" exercise="max_pool"
def max_pool(x, size):
    """A tensor [N, C, H / size, W / size]."""
    ### BEGIN SOLUTION
    n, c, rows, columns = x.shape
    return x.reshape([n, c, rows // size, size, columns // size, size]).max(axis=[3, 5])
    ### END SOLUTION


# %% role="tests" exercise="max_pool" case="values" points=2
import numpy as np
import paddle

np.testing.assert_array_equal(max_pool(paddle.to_tensor([[[[1.0, 2.0], [4.0, 3.0]]]]), 2).numpy(), [[[[4]]]])
### BEGIN HIDDEN TESTS
x = paddle.to_tensor(np.random.default_rng(5).normal(size=(2, 3, 6, 9)).astype("float32"))
np.testing.assert_array_equal(max_pool(x, 3).numpy(), paddle.nn.functional.max_pool2d(x, 3).numpy())
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="layer_norm"
# ### Exercise 92.7: layer normalization (2 points, ~5 min)
#
# `layer_norm(x)` is what `paddle.nn.functional.layer_norm` computes over the last axis, without weights.


# %% role="answer" exercise="layer_norm"
def layer_norm(x):
    """A tensor of x's shape."""
    ### BEGIN SOLUTION
    mean = x.mean(axis=-1, keepdim=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdim=True)
    return (x - mean) / (variance + 1e-5).sqrt()
    ### END SOLUTION


# %% role="tests" exercise="layer_norm" case="values" points=2
import numpy as np
import paddle

np.testing.assert_allclose(layer_norm(paddle.to_tensor([[1.0, 3.0]])).numpy(), [[-1, 1]], rtol=1e-4)
### BEGIN HIDDEN TESTS
x = paddle.to_tensor(np.random.default_rng(6).normal(3, 2, (4, 3, 5)).astype("float32"))
np.testing.assert_allclose(layer_norm(x).numpy(), paddle.nn.functional.layer_norm(x, [5]).numpy(), rtol=1e-3, atol=1e-4)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="net"
# ### Exercise 92.8: a network (2 points, ~5 min)
#
# `net(hidden)` is a new network: two inputs, a linear layer to so many hidden units, ReLU, and a linear layer to one output.


# %% role="answer" exercise="net"
def net(hidden):
    """A paddle.nn.Sequential."""
    ### BEGIN SOLUTION
    return paddle.nn.Sequential(paddle.nn.Linear(2, hidden), paddle.nn.ReLU(), paddle.nn.Linear(hidden, 1))
    ### END SOLUTION


# %% role="tests" exercise="net" case="training" points=2
import numpy as np
import paddle

x = paddle.to_tensor([[1.0, 2.0], [-3.0, 0.5], [0.0, 1.0]])
network = net(4)
assert list(network(x).numpy().shape) == [3, 1], "three rows of two numbers give three rows of one"
### BEGIN HIDDEN TESTS
paddle.seed(0)
theirs = paddle.nn.Sequential(paddle.nn.Linear(2, 4), paddle.nn.ReLU(), paddle.nn.Linear(4, 1))
for parameter, value in zip(network.parameters(), theirs.parameters(), strict=True):
    parameter.set_value(value.numpy())
network(x).square().mean().backward()
theirs(x).square().mean().backward()
for parameter, expected in zip(network.parameters(), theirs.parameters()):
    np.testing.assert_allclose(parameter.grad.numpy(), expected.grad.numpy(), rtol=1e-3, atol=1e-5)
### END HIDDEN TESTS
