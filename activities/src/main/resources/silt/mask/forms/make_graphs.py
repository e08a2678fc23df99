"""Writes the weight-free graphs of this folder: TorchScript source in which every convolution's numbers are constants
c0, c1, ... and a comment for each of them that says what Java fills it with. Made once, with torch 2.7.1; kept as the
record of how. Run: python make_graphs.py FOLDER_OF_reference_models.py OUT_FOLDER [--time] [WORD ...]

What is done to a network in evaluation mode:
1. each batch normalisation goes, and the convolution before it gets a bias;
2. hard-swish becomes PyTorch's own, and activations right after a convolution work in place;
3. at entry the input takes the numeric form of the first weight and lies channels last; at exit float32, contiguous;
4. it is traced at 128 x 128 and frozen, which leaves one method and a list of constants;
5. the result, filled with weights as Java fills it, is compared with the network at two other sizes.
The constants' values are markers until then, so that each is known again after tracing; no weight is written.
"""

import copy
import io
import re
import struct
import sys
import time
import zipfile

import torch
from torch import nn
from torch.nn import functional as F

BANDS = 6


class Entry(nn.Module):
    def __init__(self, network, first):
        super().__init__()
        self.network = network
        self.first = first

    def forward(self, x):
        x = x.type_as(self.first.weight).contiguous(memory_format=torch.channels_last)
        return self.network(x).to(torch.float32).contiguous()


class Same(nn.Module):
    """TensorFlow's padding for sides that are multiples of the stride: one pixel more at the far side."""

    def __init__(self, conv):
        super().__init__()
        self.conv = conv
        before, after = zip(*(self.reach(*of) for of in zip(conv.kernel_size, conv.stride, conv.dilation)))
        self.conv.padding = before
        self.more = [0, after[1] - before[1], 0, after[0] - before[0]]

    @staticmethod
    def reach(kernel, stride, dilation):
        all = (kernel - 1) * dilation + 1 - stride
        return all // 2, all - all // 2

    def forward(self, x):
        x = F.pad(x, self.more) if any(self.more) else x
        return F.conv2d(x, self.conv.weight, self.conv.bias, self.conv.stride, self.conv.padding, self.conv.dilation, self.conv.groups)


def replace(network, name, module):
    *path, last = name.split(".")
    for step in path:
        network = getattr(network, step)
    setattr(network, last, module)


def norms(network):
    """Which normalisation takes a convolution's output: {convolution: (normalisation, epsilon)}."""
    made, kept, found, hooks = {}, [], {}, []

    def convolved(name):
        def hook(module, inputs, output):
            made[id(output)] = name
            kept.append(output)

        return hook

    def normalised(name):
        def hook(module, inputs, output):
            found[made[id(inputs[0])]] = (name, module.eps)

        return hook

    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            hooks.append(module.register_forward_hook(convolved(name)))
        elif isinstance(module, nn.BatchNorm2d):
            hooks.append(module.register_forward_hook(normalised(name)))
    with torch.no_grad():
        network(torch.rand(1, BANDS, 128, 128))
    for hook in hooks:
        hook.remove()
    return found


def fuse(network):
    found = norms(network)
    wanted = sum(isinstance(m, nn.BatchNorm2d) for m in network.modules())
    if len(found) != wanted:
        raise SystemExit(f"{wanted} normalisations, but {len(found)} follow a convolution")
    for name, _ in found.values():
        replace(network, name, nn.Identity())
    for name, module in list(network.named_modules()):
        if "swish" in type(module).__name__.lower():
            replace(network, name, nn.Hardswish())
        if hasattr(module, "gate_fn"):
            module.gate_fn = F.hardsigmoid
    return found


def plain_padding(network):
    for name, module in list(network.named_modules()):
        if type(module).__name__ == "Conv2dSame":
            replace(network, name, Same(module))


def constants(network, found, known):
    """For each convolution's weight and bias: the tensor, and the comment that says how it is made."""
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            name = name.removesuffix(".conv") if name not in known else name
            norm = " norm %s %r" % found[name] if name in found else ""
            own = f"{name}.bias" if module.bias is not None else "-"
            if own == "-" and norm:
                module.bias = nn.Parameter(torch.zeros(module.out_channels))
            yield module.weight, f"weight {name}.weight{norm}"
            if module.bias is not None:
                yield module.bias, f"bias {own}{norm}"


def in_place(source):
    """Activations whose input is a convolution's output that nothing else reads."""

    def line(match):
        to, act, of, rest = match.groups()
        used = len(re.findall(rf"\b{of}\b", source))
        made = re.search(rf"^ *{of} = torch\._convolution\(", source, re.M)
        return f"{to} = torch.{act}_({of}{rest})" if used == 2 and made else match.group(0)

    return re.sub(r"(\w+) = torch\.(relu|relu6|hardtanh|hardswish|sigmoid)\((\w+)((?:, [^)]*)?)\)", line, source)


def graph(word, network):
    fused = copy.deepcopy(network)
    known = {name for name, _ in fused.named_modules()}
    found = fuse(fused)
    plain_padding(fused)
    made = {}
    with torch.no_grad():
        for tensor, comment in constants(fused, found, known):
            marker = float(len(made) + 1)
            tensor.fill_(marker)
            made[marker] = comment
        order = []
        hooks = [
            m.register_forward_hook(lambda module, *_: order.append(getattr(module, "conv", module)))
            for m in fused.modules()
            if type(m) in (nn.Conv2d, Same)
        ]
        fused(torch.rand(1, BANDS, 128, 128))
        for hook in hooks:
            hook.remove()
        entry = Entry(fused, order[0]).eval().to(memory_format=torch.channels_last)
        traced = torch.jit.trace(entry, torch.rand(1, BANDS, 128, 128), check_trace=False)
    frozen = torch.jit.freeze(traced, optimize_numerics=False)
    buffer = io.BytesIO()
    torch.jit.save(frozen, buffer)
    archive = zipfile.ZipFile(buffer)
    sources = [n for n in archive.namelist() if "/code/" in n and n.endswith(".py")]
    stored = [n for n in archive.namelist() if "/constants/" in n]
    if len(sources) != 1:
        raise SystemExit(f"{word}: one source file is wanted, not {sources}")
    source = archive.read(sources[0]).decode()
    values = frozen.code_with_constants[1].const_mapping
    lines = []
    for i in range(len(stored)):
        value = values[f"c{i}"]
        if not isinstance(value, torch.Tensor) or value.dtype != torch.float32:  # a number that tracing wrapped
            source = re.sub(rf"\bCONSTANTS\.c{i}\b", str(int(value)), source)
            continue
        content = archive.read(next(n for n in stored if n.endswith(f"/constants/{i}")))
        marker = torch.frombuffer(bytearray(content), dtype=torch.float32)[0].item()
        source = re.sub(rf"\bCONSTANTS\.c{i}\b", f"CONSTANTS.c{len(lines)}", source)
        lines.append(f"# c{len(lines)} {made.pop(marker)}\n")
    if made:
        raise SystemExit(f"{word}: the graph does not use {made}")
    source = re.sub(r"^class \w+\(Module\):", "class Graph(Module):", source, flags=re.M)
    source = re.sub(r"self: __torch__\.[\w.]+", "self: __torch__.silt.Graph", source)
    version = torch.__version__.split("+")[0]
    head = f"# {word}: weight-free inference graph, by make_graphs.py with torch {version}; see README.md\n"
    return head + "".join(lines) + in_place(source)


def filled(text, network, dtype):
    """The module that Java makes of a graph and a network's weights."""
    state = network.state_dict()

    tensors = []
    for role, own, norm, epsilon in re.findall(
        r"^# c\d+ (weight|bias) (\S+)(?: norm (\S+) (\S+))?$", text, re.M
    ):
        values = None if own == "-" else state[own].double()
        if norm:
            scale = state[norm + ".weight"].double() / torch.sqrt(state[norm + ".running_var"].double() + float(epsilon))
            if role == "weight":
                values = values * scale.reshape(-1, 1, 1, 1)
            else:
                values = (0 if values is None else values) - state[norm + ".running_mean"].double()
                values = values * scale + state[norm + ".bias"].double()
        values = values.float().to(dtype)
        tensors.append(values.contiguous(memory_format=torch.channels_last) if values.dim() == 4 else values)
    storage = {torch.float32: "FloatStorage", torch.bfloat16: "BFloat16Storage"}[dtype]
    pickle = b"\x80\x02("
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as module:
        for i, tensor in enumerate(tensors):
            number = lambda n: b"J" + struct.pack("<i", n)
            string = lambda s: b"X" + struct.pack("<i", len(s)) + s.encode()
            pickle += b"ctorch._utils\n_rebuild_tensor_v2\n((" + string("storage") + f"ctorch\n{storage}\n".encode()
            pickle += string(str(i)) + string("cpu") + number(tensor.numel()) + b"tQ" + number(0)
            for numbers in (tensor.shape, tensor.stride()):
                pickle += b"(" + b"".join(map(number, numbers)) + b"t"
            pickle += b"\x89ccollections\nOrderedDict\n)RtR"
            last = tensor.permute(0, 2, 3, 1) if tensor.dim() == 4 else tensor
            module.writestr(f"graph/constants/{i}", last.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
        module.writestr("graph/constants.pkl", pickle + b"t.")
        module.writestr("graph/data.pkl", b"\x80\x02c__torch__.silt\nGraph\n)\x81}b.")
        module.writestr("graph/code/__torch__/silt.py", text)
        module.writestr("graph/version", "3\n")
        module.writestr("graph/byteorder", "little")
    out.seek(0)
    return torch.jit.load(out)


def stirred(network):
    """Weights whose normalisations do something."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return network


def check(word, text, network):
    for dtype, limit in ((torch.float32, 1e-4), (torch.bfloat16, 0.1)):
        module = filled(text, network, dtype)
        for size in ((1, BANDS, 256, 320), (2, BANDS, 192, 64)):
            x = torch.rand(size)
            with torch.no_grad():
                apart = (module(x).sigmoid() - network(x).sigmoid()).abs().max().item()
            print(f"{word} {dtype} {size[2]}x{size[3]}: {apart:.2e} apart")
            if not apart < limit:
                raise SystemExit("too far")


def clock(word, text, network):
    x = torch.rand(1, BANDS, 512, 512)
    forms = {"eager": network, "f32": filled(text, network, torch.float32), "bf16": filled(text, network, torch.bfloat16)}
    times = {name: [] for name in forms}
    with torch.no_grad():
        for round in range(7):
            for name, form in forms.items():
                start = time.process_time()
                form(x)
                times[name] += [time.process_time() - start] if round > 1 else []
    print(word, {name: f"{min(t) * 1e3:.0f} ms" for name, t in times.items()}, flush=True)


def main():
    models, out, *words = sys.argv[1:]
    timed = "--time" in words
    sys.path.insert(0, models)
    import reference_models

    torch.set_num_threads(1)
    torch.manual_seed(1)
    for word in [w for w in words if w != "--time"] or reference_models.ARCHITECTURES:
        network = stirred(reference_models.build(word, BANDS))
        text = graph(word, network)
        check(word, text, network)
        with open(f"{out}/{word}.torchscript", "w") as file:
            file.write(text)
        if timed:
            clock(word, text, network)


if __name__ == "__main__":
    main()
