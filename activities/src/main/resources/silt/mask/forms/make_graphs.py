"""Writes the weight-free graphs of this folder: TorchScript source in which every convolution's numbers are constants
c0, c1, ... and a comment for each of them that says what Java fills it with. Made once, with torch 2.7.1; kept as the
record of how. Run: python make_graphs.py FOLDER_OF_reference_models.py OUT_FOLDER [WORD ...]

What is done to a network in eval mode:
1. each batch normalisation that follows a convolution goes, and the convolution gets a bias;
2. activations that follow a convolution work in place;
3. at entry the input takes the numeric form of the first weight and lies channels last; at exit float32, contiguous;
4. it is traced at 64 x 64 and frozen, which leaves one method and a list of constants.
The constants' values are markers here, so that each is known again after tracing; no weight is written.
"""
import io
import re
import sys
import zipfile

import torch
import torch.fx as fx
from torch import nn

IN_PLACE = (nn.ReLU, nn.ReLU6, nn.Hardswish, nn.Hardsigmoid, nn.SiLU, nn.LeakyReLU)


class Fused(nn.Module):
    """The traced network between the conversions at entry and exit."""

    def __init__(self, network, first):
        super().__init__()
        self.network = network
        self.first = first

    def forward(self, x):
        x = x.type_as(self.first.weight).contiguous(memory_format=torch.channels_last)
        return self.network(x).to(torch.float32).contiguous()


def fuse(network):
    """Drops normalisations; returns the graph and, for each convolution's name, (norm's name or None, epsilon)."""
    traced = fx.symbolic_trace(network)
    modules = dict(traced.named_modules())
    norms = {}
    for node in list(traced.graph.nodes):
        if node.op != "call_module":
            continue
        module = modules[node.target]
        before = node.args[0]
        after_convolution = (
            isinstance(before, fx.Node)
            and before.op == "call_module"
            and isinstance(modules[before.target], nn.Conv2d)
            and len(before.users) == 1
        )
        if isinstance(module, nn.BatchNorm2d):
            if not after_convolution:
                raise SystemExit(f"{node.target}: a normalisation without a convolution before it")
            norms[before.target] = (node.target, module.eps)
            node.replace_all_uses_with(before)
            traced.graph.erase_node(node)
        elif isinstance(module, nn.Dropout):
            node.replace_all_uses_with(before)
            traced.graph.erase_node(node)
        elif isinstance(module, IN_PLACE) and after_convolution:
            module.inplace = True
    traced.recompile()
    return traced, norms


def marked(network, norms):
    """Gives each convolution a bias and numbers that tell it from all others; returns marker -> comment."""
    made = {}
    for name, module in network.named_modules():
        if not isinstance(module, nn.Conv2d):
            continue
        norm, epsilon = norms.get(name, (None, 0))
        folded = f" norm {norm} {epsilon!r}" if norm else ""
        own_bias = f"{name}.bias" if module.bias is not None else "-"
        if own_bias == "-":
            module.bias = nn.Parameter(torch.zeros(module.out_channels))
        with torch.no_grad():
            for parameter, comment in (
                (module.weight, f"weight {name}.weight{folded}"),
                (module.bias, f"bias {own_bias}{folded}"),
            ):
                marker = float(len(made) + 1)
                parameter.fill_(marker)
                made[marker] = comment
    return made


def graph(word, network):
    network.eval()
    fused, norms = fuse(network)
    made = marked(fused, norms)
    first = next(m for m in fused.modules() if isinstance(m, nn.Conv2d))
    whole = Fused(fused, first).eval().to(memory_format=torch.channels_last)
    with torch.no_grad():
        traced = torch.jit.trace(whole, torch.rand(1, first.in_channels, 64, 64), check_trace=False)
    frozen = torch.jit.freeze(traced, optimize_numerics=False)
    buffer = io.BytesIO()
    torch.jit.save(frozen, buffer)
    archive = zipfile.ZipFile(buffer)
    names = [n for n in archive.namelist() if "/code/" in n and n.endswith(".py")]
    if len(names) != 1:
        raise SystemExit(f"{word}: one source file is wanted, not {names}")
    source = archive.read(names[0]).decode()
    constants = [n for n in archive.namelist() if "/constants/" in n]
    lines = []
    for i in range(len(constants)):
        stored = next(n for n in constants if n.endswith(f"/constants/{i}"))
        marker = torch.frombuffer(bytearray(archive.read(stored)), dtype=torch.float32)[0].item()
        lines.append(f"# c{i} {made.pop(marker)}")
    if made:
        raise SystemExit(f"{word}: constants that the graph does not use: {made}")
    source = re.sub(r"^class \w+\(Module\):", "class Graph(Module):", source, flags=re.M)
    source = re.sub(r"self: __torch__\.[\w.]+", "self: __torch__.silt.Graph", source)
    head = f"# {word}: weight-free inference graph, by make_graphs.py with torch {torch.__version__.split('+')[0]}; see README.md\n"
    return head + "\n".join(lines) + "\n" + source


def main():
    sys.path.insert(0, sys.argv[1])
    import reference_models

    words = sys.argv[3:] or list(reference_models.MODELS)
    for word in words:
        with open(f"{sys.argv[2]}/{word}.torchscript", "w") as out:
            out.write(graph(word, reference_models.MODELS[word]()))
        print(word)


if __name__ == "__main__":
    main()
