dropout_facts = {
    "kept_units": 4096 // 2,
    "kept_value": round(4.0 / (1 - 0.5)),
    "inference_value": 4,
    "paper_inference_value": int(4.0 * 0.5),
    "answers_in_inference": 1,
    "answers_in_training": 5 + 5,
}
