# The pooling adds two jumps.
# says: The pooling adds 2 times the jump
def receptive_field_by_stage(config):
    field, jump, fields = 1, 1, []
    for number, _ in config:
        for _ in range(number):
            field += 2 * jump
        field += 2 * jump
        jump *= 2
        fields.append(field)
    return fields
