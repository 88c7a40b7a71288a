# Counts the last layer for one pixel.
# says: This is for one pixel
quiz = {"linear_weights": 30720, "map_side_96": 24, "parameters_96": 966986, "parameters_100": 984356, "work_factor": 16, "last_macs": 1920}
