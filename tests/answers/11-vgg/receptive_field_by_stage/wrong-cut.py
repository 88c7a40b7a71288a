# Cut to 224 pixels.
# says: do not cut it
def receptive_field_by_stage(config):
    field, jump, fields = 1, 1, []
    for number, _ in config:
        field += (2 * number + 1) * jump
        jump *= 2
        fields.append(min(field, 224))
    return fields
