# Counts the biases with the weights.
# says: biases are left out of this count
quiz = {"linear_weights": 30880, "map_side_96": 24, "parameters_96": 966986, "parameters_100": 984356, "work_factor": 16, "last_macs": 122880}
