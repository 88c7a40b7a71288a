# A 6 may be turned by 180°.
# says: A 6 becomes a 9
legal_for_digits = {
    "shift_one_pixel": True,
    "mirror_left_right": False,
    "mirror_top_bottom": False,
    "turn_10_degrees": True,
    "turn_180_degrees": True,
    "turn_0_and_8_by_180_degrees": True,
    "brightness": True,
    "lower_half": False,
    "augment_the_test": False,
    "augment_then_split": False,
    "places": 81,
    "versions": 162,
}
