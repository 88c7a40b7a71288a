# The pooling doubles the field.
# says: not the receptive field
def receptive_field_by_stage(config):
    field, jump, fields = 1, 1, []
    for number, _ in config:
        for _ in range(number):
            field += 2
        field *= 2
        fields.append(field)
    return fields
