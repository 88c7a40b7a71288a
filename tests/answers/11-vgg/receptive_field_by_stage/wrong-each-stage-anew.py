# Each stage begins with 1 again.
# says: do not begin anew
def receptive_field_by_stage(config):
    field, jump, fields = 1, 1, []
    for number, _ in config:
        field, jump = 1, 1
        field += (2 * number + 1) * jump
        jump *= 2
        fields.append(field)
    return fields
