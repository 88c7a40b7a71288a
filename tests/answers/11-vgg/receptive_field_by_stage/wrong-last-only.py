# Only the last number.
# says: expected a list
def receptive_field_by_stage(config):
    field, jump, fields = 1, 1, []
    for number, _ in config:
        for _ in range(number):
            field += 2 * jump
        field += jump
        jump *= 2
        fields.append(field)
    return field
