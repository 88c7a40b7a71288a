# Digits are mirrored as photographs are.
# says: few digits survive
legal_for_digits = {
    "shift_one_pixel": True,
    "mirror_left_right": True,
    "mirror_top_bottom": False,
    "turn_10_degrees": True,
    "turn_180_degrees": False,
    "turn_0_and_8_by_180_degrees": True,
    "brightness": True,
    "lower_half": False,
    "augment_the_test": False,
    "augment_then_split": False,
    "places": 81,
    "versions": 162,
}
