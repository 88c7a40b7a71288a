# A kept unit stays as it is in training.
# says: divided by 1 - p
dropout_facts = {
    "kept_units": 2048,
    "kept_value": 4,
    "inference_value": 4,
    "paper_inference_value": 2,
    "answers_in_inference": 1,
    "answers_in_training": 10,
}
