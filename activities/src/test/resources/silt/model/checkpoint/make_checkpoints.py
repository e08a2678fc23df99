"""Writes the checkpoints beside it, once, with PyTorch; no part of build, test or run.

The i-th number of a tensor is (7 i mod 11 - 5) / 8, which float16 and bfloat16 hold exactly: the tests
compute the same and need no list of numbers.
"""

import argparse
import collections
import pathlib
import sys

import numpy
import torch
from torch import nn

HERE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")


def ramp(*shape):
    return ((torch.arange(numpy.prod(shape, dtype=int)) * 7 % 11 - 5) / 8.0).reshape(shape)


def net():
    """A convolution of 2 bands to 3 and a normalisation: 6 tensors and a counter."""
    made = nn.Sequential(
        collections.OrderedDict(conv=nn.Conv2d(2, 3, 3), norm=nn.BatchNorm2d(3))
    )
    with torch.no_grad():
        for value in made.state_dict().values():
            if value.dtype == torch.float32:
                value.copy_(ramp(*value.shape))
    return made


def write(name, value, **how):
    torch.save(value, HERE / name, **how)


plain = net().state_dict()
write("plain.pth.tar", plain)
for protocol in (3, 4, 5):
    write("protocol%d.pth.tar" % protocol, plain, pickle_protocol=protocol)
write("half.pth.tar", {"model": net().half().state_dict()})
write("bfloat16.pth.tar", {"model": net().bfloat16().state_dict()})

# as the published ones: wrapped for several devices, beside the state of an optimiser
wrapped = nn.DataParallel(net())
adam = torch.optim.Adam(wrapped.parameters(), lr=0.0)
wrapped.module(torch.ones(1, 2, 4, 4)).sum().backward()
adam.step()
write(
    "published.pth.tar",
    {
        "epoch": 46,
        "best_perf": 0.2142,
        "score": numpy.float64(0.25),
        "mean": numpy.arange(3.0),
        "args": argparse.Namespace(lr=1e-4, tasks=["water_mask"], out=pathlib.Path("out")),
        "state_dict": collections.OrderedDict(
            (name, net().state_dict()[name.removeprefix("module.")])
            for name in wrapped.state_dict()
        ),
        "optimizer": adam.state_dict(),
        "scheduler": torch.optim.lr_scheduler.StepLR(adam, 10).state_dict(),
    },
)

# views, and every type of number
whole = ramp(24)
write(
    "views.pth.tar",
    {
        "whole": whole,
        "shared": whole[3:9].reshape(2, 3),
        "transposed": whole.reshape(4, 6).t(),
        "stepped": whole.reshape(2, 3, 4)[:, ::2, 1:3],
        "expanded": whole[5].expand(2, 3),
        "single": ramp(1)[0],
        "empty": torch.zeros(0, 3),
        "parameter": nn.Parameter(ramp(2, 2)),
        "channels_last": ramp(1, 2, 2, 3).contiguous(memory_format=torch.channels_last),
        "float64": ramp(5).double(),
        "int64": torch.tensor([-3, 0, 1 << 20]),
        "int32": torch.tensor([-3, 7], dtype=torch.int32),
        "int16": torch.tensor([-3, 7], dtype=torch.int16),
        "int8": torch.tensor([-3, 7], dtype=torch.int8),
        "uint8": torch.tensor([3, 200], dtype=torch.uint8),
        "bool": torch.tensor([True, False]),
        "half": torch.tensor([65504.0, 2.0**-24, -(2.0**-14), -0.0], dtype=torch.float16),
        "bfloat16": torch.tensor([1.0e38, 2.0**-130, -3.0], dtype=torch.bfloat16),
    },
)

# what is refused
write("before-1.6.pth", plain, _use_new_zipfile_serialization=False)
write("whole-model.pth", net())
write("complex.pth", {"weight": torch.zeros(2, dtype=torch.complex64)})
torch.jit.script(nn.Conv2d(1, 1, 1)).save(HERE / "torchscript.pt")
