"""Writes WORD.json for each architecture: run once, by hand; see README.md.

python make_fixtures.py [--tune]   --tune prints the spread of logits for several gains instead
"""

import json
import pathlib
import sys

import numpy as np
import torch
from torch.nn import functional as F

import reference_models

SEED = 20260921

# word: height, width, gain by bands. DeepLabv3+ is wide enough for its largest dilation (36 features of 16 pixels);
# the gain keeps logits within a few units, where probabilities tell networks apart.
CASES = {
    "compact-unet-16": (64, 96, {6: 0.97, 4: 0.95}),
    "mobilenetv3-lraspp-small": (96, 128, {6: 1.05, 4: 0.98}),
    "mobilenetv3-lraspp-large": (96, 128, {6: 0.95, 4: 0.9}),
    "deeplabv3plus-resnet34": (96, 640, {6: 0.75, 4: 0.75}),
    "deeplabv3plus-mobilenetv2": (96, 640, {6: 0.92, 4: 0.92}),
    "segnet": (64, 96, {6: 1.05, 4: 1.05}),
}


def mix(x):
    """Scrambles 32 bits (the constants are Wellons' "lowbias32")."""
    x = (x ^ (x >> 16)) * 0x7FEB352D & 0xFFFFFFFF
    x = (x ^ (x >> 15)) * 0x846CA68B & 0xFFFFFFFF
    return x ^ (x >> 16)


def uniform(stream, count):
    """float32 from -1 to under 1, exact multiples of 2^-23: the count first of a stream."""
    start = mix((stream + mix(SEED)) & 0xFFFFFFFF)
    at = (np.arange(count, dtype=np.uint64) + np.uint64(start)) & np.uint64(0xFFFFFFFF)
    at = (at ^ (at >> np.uint64(16))) * np.uint64(0x7FEB352D) & np.uint64(0xFFFFFFFF)
    at = (at ^ (at >> np.uint64(15))) * np.uint64(0x846CA68B) & np.uint64(0xFFFFFFFF)
    at = at ^ (at >> np.uint64(16))
    return (at >> np.uint64(8)).astype(np.float32) * np.float32(2**-23) - np.float32(1)


def weights(stream, name, shape, gain):
    """Parameter number `stream` of a network: offset + scale * uniform, in float32."""
    if name.endswith("running_var"):
        offset, scale = 1.0, 0.5
    elif name.endswith("running_mean") or name.endswith("bias"):
        offset, scale = 0.0, 0.25
    elif len(shape) == 1:
        offset, scale = 1.0, 0.25
    else:
        offset, scale = 0.0, gain * np.sqrt(6.0 / np.prod(shape[1:]))
    flat = uniform(stream, int(np.prod(shape))) * np.float32(scale) + np.float32(offset)
    return torch.from_numpy(flat.reshape(shape))


def image(bands, height, width):
    """Values from 0 to under 1: half from patches of 8 pixels, half from the pixel itself."""
    pixels = uniform(10_000, bands * height * width).reshape(bands, height, width)
    high, wide = -(-height // 8), -(-width // 8)
    patches = uniform(10_001, bands * high * wide).reshape(bands, high, wide)
    patches = patches.repeat(8, 1).repeat(8, 2)[:, :height, :width]
    half, quarter = np.float32(0.5), np.float32(0.25)
    return torch.from_numpy(half + quarter * pixels + quarter * patches)[None]


def parameters(network):
    return [(n, t) for n, t in network.state_dict().items() if not n.endswith("batches_tracked")]


def logits(word, bands, height, width, gain):
    network = reference_models.build(word, bands)
    with torch.no_grad():
        for stream, (name, tensor) in enumerate(parameters(network)):
            tensor.copy_(weights(stream, name, tuple(tensor.shape), gain))
        return network, network(image(bands, height, width))[0].numpy()


def gradients(network, height=64, width=96):
    """Of the mean cross-entropy of seeded labels, normalisations as in inference: for each parameter
    that learns, the gradient's norm and its product with seeded numbers."""
    labels = torch.from_numpy((uniform(10_002, 5 * height * width) > 0).astype(np.float32))
    found = network(image(6, height, width))[0].reshape(-1)
    F.binary_cross_entropy_with_logits(found, labels).backward()
    rows = []
    for stream, (name, tensor) in enumerate(network.named_parameters()):
        gradient = tensor.grad.reshape(-1).double()
        probe = torch.from_numpy(uniform(20_000 + stream, gradient.numel())).double()
        rows.append([float("%.5g" % v) for v in (gradient.norm().item(), (gradient * probe).sum().item())])
    return rows


def sampled(height, width):
    """About 60 pixels: the corners, and a slanted grid."""
    corners = [(0, 0), (0, width - 1), (height - 1, 0), (height - 1, width - 1)]
    stride = max(1, height * width // 56)
    return corners + [(at // width, at % width) for at in range(stride // 2, height * width, stride)]


def fixture(word, height, width, gains):
    network, six = logits(word, 6, height, width, gains[6])
    _, four = logits(word, 4, height, width, gains[4])
    places = sampled(height, width)
    return {
        "word": word,
        "seed": SEED,
        "gain": gains,
        "height": height,
        "width": width,
        "parameters": [[n, list(t.shape)] for n, t in parameters(network)],
        "gradients": gradients(network),
        "pixels": [list(p) for p in places],
        "logits": {
            str(bands): [[float(np.format_float_positional(v)) for v in y[:, r, c]] for r, c in places]
            for bands, y in ((6, six), (4, four))
        },
    }


def tune():
    for word, (height, width, _) in CASES.items():
        for gain in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2):
            _, y = logits(word, 6, height, width, gain)
            print(word, gain, "mean", y.mean((1, 2)), "spread", y.std((1, 2)), flush=True)


def lines(found):
    """JSON with one parameter, one pixel's logits a line: small, and a change shows where it is."""
    def row(key):
        return ",\n  ".join(json.dumps(v, separators=(",", ":")) for v in found[key])

    head = json.dumps({k: found[k] for k in ("word", "seed", "gain", "height", "width")})[:-1]
    many = ",\n".join(
        ' "%s": [\n  %s]' % (bands, ",\n  ".join(json.dumps(v, separators=(",", ":")) for v in rows))
        for bands, rows in found["logits"].items()
    )
    return '%s,\n"parameters": [\n  %s],\n"gradients": [\n  %s],\n"pixels": %s,\n"logits": {\n%s}}\n' % (
        head,
        row("parameters"),
        row("gradients"),
        json.dumps(found["pixels"], separators=(",", ":")),
        many,
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    if "--tune" in sys.argv:
        tune()
        sys.exit()
    for word, (height, width, gains) in CASES.items():
        text = lines(fixture(word, height, width, gains))
        json.loads(text)
        pathlib.Path(__file__).with_name(word + ".json").write_text(text)
