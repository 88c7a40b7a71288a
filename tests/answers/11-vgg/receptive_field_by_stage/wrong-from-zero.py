# Begins with 0.
# says: It begins with 1
def receptive_field_by_stage(config):
    field, jump, fields = 0, 1, []
    for number, _ in config:
        for _ in range(number):
            field += 2 * jump
        field += jump
        jump *= 2
        fields.append(field)
    return fields
