# Takes the paper's scaling for Paddle's.
# says: Paddle's default has scaled already
dropout_facts = {
    "kept_units": 2048,
    "kept_value": 4,
    "inference_value": 2,
    "paper_inference_value": 2,
    "answers_in_inference": 1,
    "answers_in_training": 10,
}
