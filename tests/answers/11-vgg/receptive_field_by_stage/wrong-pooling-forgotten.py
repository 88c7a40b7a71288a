# The pooling adds nothing.
# says: The poolings add nothing here
def receptive_field_by_stage(config):
    field, jump, fields = 1, 1, []
    for number, _ in config:
        for _ in range(number):
            field += 2 * jump
        jump *= 2
        fields.append(field)
    return fields
