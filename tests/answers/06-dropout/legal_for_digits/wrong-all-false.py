# Nothing is allowed, and the numbers are missing.
# says: is the same digit
legal_for_digits = {
    "shift_one_pixel": False,
    "mirror_left_right": False,
    "mirror_top_bottom": False,
    "turn_10_degrees": False,
    "turn_180_degrees": False,
    "turn_0_and_8_by_180_degrees": False,
    "brightness": False,
    "lower_half": False,
    "augment_the_test": False,
    "augment_then_split": False,
    "places": "?",
    "versions": "?",
}
