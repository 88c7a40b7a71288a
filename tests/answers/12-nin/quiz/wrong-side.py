# The work grows with the side.
# says: follows the area
quiz = {"linear_weights": 30720, "map_side_96": 24, "parameters_96": 966986, "parameters_100": 984356, "work_factor": 4, "last_macs": 122880}
