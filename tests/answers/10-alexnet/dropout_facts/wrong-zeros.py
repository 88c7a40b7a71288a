# Zeros everywhere.
# says: Nothing is dropped at inference
dropout_facts = {
    "kept_units": 0,
    "kept_value": 0,
    "inference_value": 0,
    "paper_inference_value": 0,
    "answers_in_inference": 0,
    "answers_in_training": 0,
}
