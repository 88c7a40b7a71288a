# Inference is random.
# says: nothing is random any more
dropout_facts = {
    "kept_units": 2048,
    "kept_value": 8,
    "inference_value": 4,
    "paper_inference_value": 2,
    "answers_in_inference": 10,
    "answers_in_training": 10,
}
