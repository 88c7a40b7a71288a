# Copies on both sides of the split.
# says: land on both sides
legal_for_digits = {
    "shift_one_pixel": True,
    "mirror_left_right": False,
    "mirror_top_bottom": False,
    "turn_10_degrees": True,
    "turn_180_degrees": False,
    "turn_0_and_8_by_180_degrees": True,
    "brightness": True,
    "lower_half": False,
    "augment_the_test": False,
    "augment_then_split": True,
    "places": 81,
    "versions": 162,
}
