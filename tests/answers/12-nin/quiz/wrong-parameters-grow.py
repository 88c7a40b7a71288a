# Parameters grow with the picture.
# says: same kernels visit more places
quiz = {"linear_weights": 30720, "map_side_96": 24, "parameters_96": 8702874, "parameters_100": 984356, "work_factor": 16, "last_macs": 122880}
