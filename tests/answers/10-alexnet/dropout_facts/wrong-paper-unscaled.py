# The paper leaves the unit as it is at inference.
# says: value at inference must match it
dropout_facts = {
    "kept_units": 2048,
    "kept_value": 8,
    "inference_value": 4,
    "paper_inference_value": 4,
    "answers_in_inference": 1,
    "answers_in_training": 10,
}
