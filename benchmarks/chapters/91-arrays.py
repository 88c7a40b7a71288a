# %% [markdown]
# # A chapter of NumPy alone
#
# Eight small exercises, for benchmarks/grading.py. It is no part of the course.

# %%
import numpy as np

# %% [markdown] role="statement" exercise="standardize"
# ### Exercise 91.1: mean 0 and deviation 1 (2 points, ~5 min)
#
# `standardize(x)` moves and scales an array so that its mean is 0 and its standard deviation 1.


# %% role="answer" exercise="standardize"
def standardize(x):
    """x with mean 0 and standard deviation 1."""
    ### BEGIN SOLUTION
    return (x - x.mean()) / x.std()
    ### END SOLUTION


# %% role="tests" exercise="standardize" case="values" points=2
import numpy as np

np.testing.assert_allclose(standardize(np.array([1.0, 3.0])), [-1, 1])
### BEGIN HIDDEN TESTS
x = np.random.default_rng(0).normal(5, 3, (20, 30))
np.testing.assert_allclose(standardize(x), (x - x.mean()) / x.std())
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="moving_average"
# ### Exercise 91.2: moving average (2 points, ~5 min)
#
# `moving_average(x, width)` is the mean of each window of so many neighbours in a list of numbers.


# %% role="answer" exercise="moving_average"
def moving_average(x, width):
    """The means of all windows, len(x) - width + 1 of them."""
    ### BEGIN SOLUTION
    return np.array([np.mean(x[start : start + width]) for start in range(len(x) - width + 1)])
    ### END SOLUTION


# %% role="tests" exercise="moving_average" case="values" points=2
import numpy as np

np.testing.assert_allclose(moving_average(np.array([1.0, 2.0, 6.0]), 2), [1.5, 4])
### BEGIN HIDDEN TESTS
x = np.random.default_rng(1).normal(size=50)
np.testing.assert_allclose(moving_average(x, 7), np.convolve(x, np.full(7, 1 / 7), mode="valid"))
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="one_hot"
# ### Exercise 91.3: one hot (2 points, ~5 min)
#
# `one_hot(labels, classes)` has a row for each label: 1 in the label's column, 0 elsewhere.


# %% role="answer" exercise="one_hot"
def one_hot(labels, classes):
    """An array [labels, classes]."""
    ### BEGIN SOLUTION
    return np.eye(classes)[labels]
    ### END SOLUTION


# %% role="tests" exercise="one_hot" case="values" points=2
import numpy as np

np.testing.assert_array_equal(one_hot(np.array([1, 0]), 2), [[0, 1], [1, 0]])
### BEGIN HIDDEN TESTS
labels = np.random.default_rng(2).integers(0, 10, 40)
np.testing.assert_array_equal(one_hot(labels, 10), labels[:, None] == np.arange(10))
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="softmax"
# ### Exercise 91.4: softmax (2 points, ~5 min)
#
# `softmax(x)` turns each row into probabilities, also where the numbers are large.


# %% role="answer" exercise="softmax"
def softmax(x):
    """exp(x), each row divided by its sum."""
    ### BEGIN SOLUTION
    exponentials = np.exp(x - x.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% role="tests" exercise="softmax" case="values" points=2
import numpy as np

np.testing.assert_allclose(softmax(np.array([[0.0, 0.0]])), [[0.5, 0.5]])
### BEGIN HIDDEN TESTS
np.testing.assert_allclose(softmax(np.array([[1000.0, 1000.0], [0.0, np.log(3)]])), [[0.5, 0.5], [0.25, 0.75]])
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="distances"
# ### Exercise 91.5: distances (2 points, ~5 min)
#
# `distances(points)` is the table of distances between all points, which are rows.


# %% role="answer" exercise="distances"
def distances(points):
    """An array [points, points]."""
    ### BEGIN SOLUTION
    return np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=-1))
    ### END SOLUTION


# %% role="tests" exercise="distances" case="values" points=2
import numpy as np

np.testing.assert_allclose(distances(np.array([[0.0, 0.0], [3.0, 4.0]])), [[0, 5], [5, 0]])
### BEGIN HIDDEN TESTS
points = np.random.default_rng(3).normal(size=(12, 3))
expected = [[np.linalg.norm(one - other) for other in points] for one in points]
np.testing.assert_allclose(distances(points), expected, atol=1e-7)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="pad"
# ### Exercise 91.6: a border of zeros (2 points, ~5 min)
#
# `pad(picture, width)` puts so many rows and columns of zeros on each side.


# %% role="answer" exercise="pad"
def pad(picture, width):
    """The picture with a border of zeros."""
    ### BEGIN SOLUTION
    return np.pad(picture, width)
    ### END SOLUTION


# %% role="tests" exercise="pad" case="values" points=2
import numpy as np

np.testing.assert_array_equal(pad(np.ones((1, 1)), 1), [[0, 0, 0], [0, 1, 0], [0, 0, 0]])
### BEGIN HIDDEN TESTS
picture = np.arange(12.0).reshape(3, 4)
padded = pad(picture, 2)
assert padded.shape == (7, 8), f"the shape is {padded.shape}, not (7, 8)"
np.testing.assert_array_equal(padded[2:-2, 2:-2], picture)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="max_pool"
# ### Exercise 91.7: pooling (2 points, ~5 min)
#
# `max_pool(picture, size)` is the largest number of each square tile; rows and columns divide evenly.


# %% role="answer" exercise="max_pool"
def max_pool(picture, size):
    """An array [rows / size, columns / size]."""
    ### BEGIN SOLUTION
    rows, columns = picture.shape
    return picture.reshape(rows // size, size, columns // size, size).max(axis=(1, 3))
    ### END SOLUTION


# %% role="tests" exercise="max_pool" case="values" points=2
import numpy as np

np.testing.assert_array_equal(max_pool(np.array([[1.0, 2.0], [4.0, 3.0]]), 2), [[4]])
### BEGIN HIDDEN TESTS
picture = np.random.default_rng(4).normal(size=(6, 9))
expected = [[picture[row : row + 3, column : column + 3].max() for column in (0, 3, 6)] for row in (0, 3)]
np.testing.assert_array_equal(max_pool(picture, 3), expected)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="accuracy"
# ### Exercise 91.8: accuracy (2 points, ~5 min)
#
# `accuracy(scores, labels)` is the part of all rows whose largest score is in the label's column.


# %% role="answer" exercise="accuracy"
def accuracy(scores, labels):
    """A number from 0 to 1."""
    ### BEGIN SOLUTION
    return (scores.argmax(axis=1) == labels).mean()
    ### END SOLUTION


# %% role="tests" exercise="accuracy" case="values" points=2
import numpy as np

assert accuracy(np.array([[1.0, 2.0], [1.0, 2.0]]), np.array([0, 1])) == 0.5, "one of two is right"
### BEGIN HIDDEN TESTS
scores = np.random.default_rng(5).normal(size=(40, 10))
assert accuracy(scores, scores.argmax(axis=1)) == 1, "all are right"
assert accuracy(scores, scores.argmin(axis=1)) == 0, "none is right"
### END HIDDEN TESTS
