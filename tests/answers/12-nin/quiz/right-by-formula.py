quiz = {
    "linear_weights": 160 * 192,
    "map_side_96": 96 // 4,
    "parameters_96": 966986,
    "parameters_100": 966986 - 10 * 193 + 100 * 193,
    "work_factor": (128 // 32) ** 2,
    "last_macs": 64 * 1920,
}
