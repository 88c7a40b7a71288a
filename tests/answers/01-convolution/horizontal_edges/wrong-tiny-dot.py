# A dot so faint that it seems silent
# says: make the weights add up to 0
import numpy as np

horizontal_edges = np.zeros((3, 3))
horizontal_edges[1, 1] = 5e-9
