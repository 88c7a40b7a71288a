# Before the pooling.
# says: That is before the pooling of the stage
def receptive_field_by_stage(config):
    field, jump, fields = 1, 1, []
    for number, _ in config:
        for _ in range(number):
            field += 2 * jump
        fields.append(field)
        field += jump
        jump *= 2
    return fields
