# Halves once only.
# says: two poolings of stride 2
quiz = {"linear_weights": 30720, "map_side_96": 48, "parameters_96": 966986, "parameters_100": 984356, "work_factor": 16, "last_macs": 122880}
