# Numbers as expressions, and truth values of comparisons.
legal_for_digits = {
    "shift_one_pixel": True,
    "mirror_left_right": False,
    "mirror_top_bottom": False,
    "turn_10_degrees": True,
    "turn_180_degrees": False,
    "turn_0_and_8_by_180_degrees": True,
    "brightness": 1 > 0,
    "lower_half": False,
    "augment_the_test": False,
    "augment_then_split": False,
    "places": (32 + 2 * 4 - 32 + 1) ** 2,
    "versions": 2 * (32 + 2 * 4 - 32 + 1) ** 2,
}
