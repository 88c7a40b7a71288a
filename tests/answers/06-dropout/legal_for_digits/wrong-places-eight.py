# The place where the window starts is not counted.
# says: where it starts there is one more
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
    "augment_then_split": False,
    "places": 64,
    "versions": 128,
}
