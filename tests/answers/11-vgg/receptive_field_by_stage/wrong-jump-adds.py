# The jump grows by 1.
# says: it does not grow by 1
def receptive_field_by_stage(config):
    field, jump, fields = 1, 1, []
    for number, _ in config:
        field += (2 * number + 1) * jump
        jump += 1
        fields.append(field)
    return fields
