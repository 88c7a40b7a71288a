def where_parameters_sit(layers):
    def build(kind, *s):
        return nn.Conv2D(s[0], s[1], s[2], groups=s[3]) if kind == "conv" else nn.Linear(*s)
    counts = [sum(int(p.size) for p in build(*layer).parameters()) for layer in layers]
    total = sum(counts)
    return [counts, [c / total for c in counts]]
