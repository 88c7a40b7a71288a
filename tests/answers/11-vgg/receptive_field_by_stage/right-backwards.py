# Another right way: from the output back to the picture, for each stage by itself.
def receptive_field_by_stage(config):
    fields = []
    for last in range(1, len(config) + 1):
        field = 1
        for number, _ in reversed(config[:last]):
            field = 2 * field + 2 * number
        fields.append(field)
    return fields
