class LeNet(paddle.nn.Sequential):
    def __init__(self, classes: int = 10):
        nn = paddle.nn
        features = nn.Sequential(
            nn.Conv2D(1, 6, 5), nn.MaxPool2D(2), nn.ReLU(), nn.Conv2D(6, 16, 5), nn.ReLU(), nn.AvgPool2D(2), nn.Conv2D(16, 120, 5), nn.ReLU()
        )  # ReLU after the maximum: the same numbers
        super().__init__(features, nn.Flatten(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, classes))
