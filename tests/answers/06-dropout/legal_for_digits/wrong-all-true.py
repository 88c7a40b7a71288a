# Everything is allowed.
# says: its label would still say 6
legal_for_digits = {
    "shift_one_pixel": True,
    "mirror_left_right": True,
    "mirror_top_bottom": True,
    "turn_10_degrees": True,
    "turn_180_degrees": True,
    "turn_0_and_8_by_180_degrees": True,
    "brightness": True,
    "lower_half": True,
    "augment_the_test": True,
    "augment_then_split": True,
    "places": 81,
    "versions": 162,
}
