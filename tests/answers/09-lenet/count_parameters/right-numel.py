def count_parameters(net: nn.Layer) -> int:
    trained = filter(lambda p: p.trainable, net.parameters())
    return sum(map(lambda p: p.numel().item(), trained))
