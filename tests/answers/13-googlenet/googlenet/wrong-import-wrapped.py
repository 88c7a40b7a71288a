# The course's network in a class.
# says: the course's finished network
from course.googlenet import build as finished


class GoogLeNet(nn.Layer):
    def __init__(self, num_classes=1000, in_channels=3, width=1.0, stem_stride=2):
        super().__init__()
        self.net = finished(width, in_channels, num_classes, stem_stride)

    def forward(self, x):
        return self.net(x)
