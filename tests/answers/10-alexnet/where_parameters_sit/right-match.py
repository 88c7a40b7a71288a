from fractions import Fraction

def where_parameters_sit(layers: list) -> tuple:
    counts = []
    for layer in layers:
        match layer:
            case ("conv", c_in, c_out, k, groups):
                one = c_in // groups * (c_out // groups) * k * k
                counts.append(groups * one + c_out)
            case ("fc", a, b):
                counts.append((a + 1) * b)
    total = sum(counts)
    return counts, [float(Fraction(c, total)) for c in counts]
