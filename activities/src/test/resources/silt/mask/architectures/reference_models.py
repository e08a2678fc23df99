"""The six networks of silt in PyTorch, for fixtures and for tracing; no part of build, test or run.

build(word, bands) gives a torch.nn.Module whose state_dict has the names of the published
checkpoints (cvl-umass/improv-mask, models/get_model.py, --method vanilla, five tasks in the order of
TASKS). Unlike the published modules it returns one tensor, N x 5 x H x W LOGITS in the order of silt's
MaskClass: the sigmoid is left out, and the last plane is terrain shade, the negative of the published
sun logit (1 - sigmoid(x) = sigmoid(-x)).

Encoders and decoders come from the libraries that the published code uses: geffnet 1.0.2 (the TensorFlow
variants of MobileNetV3), segmentation_models_pytorch 0.5.0 (encoders and the DeepLabv3+ decoder). What
the published code adds of its own (the dilation of the MobileNetV3 trunk, LR-ASPP, SegNet, the heads) is
written here anew from its description in README.md.
"""

import geffnet
import torch
from segmentation_models_pytorch.base import SegmentationHead
from segmentation_models_pytorch.decoders.deeplabv3.decoder import DeepLabV3PlusDecoder
from segmentation_models_pytorch.encoders import get_encoder
from torch import nn
from torch.nn import functional as F

TASKS = ("water_mask", "cloudshadow_mask", "cloud_mask", "snowice_mask", "sun_mask")


def enlarge(x, size, align_corners):
    return F.interpolate(x, size=size, mode="bilinear", align_corners=align_corners)


class MultiTask(nn.Module):
    """A backbone and a head for each task; heads of coarse features are enlarged to the input."""

    def __init__(self, backbone, head):
        super().__init__()
        self.backbone = backbone
        self.decoders = nn.ModuleDict({task: head() for task in TASKS})

    def forward(self, x):
        features = self.backbone(x)
        planes = [self.decoders[task](features) for task in TASKS]
        planes[-1] = -planes[-1]  # sun to terrain shade
        logits = torch.cat(planes, 1)
        if features.shape[2:] == x.shape[2:]:
            return logits
        return enlarge(logits, x.shape[2:], True)


class ConvNormRelu(nn.Module):
    def __init__(self, channels, filters):
        super().__init__()
        self.conv = nn.Conv2d(channels, filters, 1, bias=False)
        self.bn = nn.BatchNorm2d(filters)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))


def sequential_conv(channels, filters, kernel, bias):
    return nn.Sequential(
        nn.Conv2d(channels, filters, kernel, padding=kernel // 2, bias=bias),
        nn.BatchNorm2d(filters),
        nn.ReLU(),
    )


# ---- MobileNetV3 with LR-ASPP


class MobileTrunk(nn.Module):
    """MobileNetV3 whose stages from the third stride on are dilated by 2 and by 4, so that its output
    keeps stride 8. Bands other than three are first mixed down to three."""

    def __init__(self, large, bands):
        super().__init__()
        make = geffnet.tf_mobilenetv3_large_100 if large else geffnet.tf_mobilenetv3_small_100
        net = make(pretrained=False, no_jit=True)
        if bands != 3:
            self.first = nn.Conv2d(bands, 3, 1)
        self.early = nn.Sequential(net.conv_stem, net.bn1, net.act1)
        self.s2_after = 1 if large else 0  # stages before the features of stride 2
        doubled, quadrupled = (3, 5) if large else (2, 4)
        for at, stage in enumerate(net.blocks):
            if at in (doubled, quadrupled):
                stage[0].conv_dw.stride = (1, 1)
            if at >= doubled:
                dilate(stage, 2 if at < quadrupled else 4)
            self.add_module("block%d" % at, stage)
        self.stages = len(net.blocks)

    def forward(self, x):
        if hasattr(self, "first"):
            x = self.first(x)
        x = self.early(x)
        features = [x]
        for at in range(self.stages):
            x = getattr(self, "block%d" % at)(x)
            features.append(x)
        return features[self.s2_after], features[self.s2_after + 1], x


def dilate(stage, by):
    for block in stage:
        conv = block.conv_dw if hasattr(block, "conv_dw") else block.conv
        conv.dilation = (by, by)
        if type(conv) is nn.Conv2d:  # the TensorFlow padding of the others follows the dilation
            reach = by * (conv.kernel_size[0] // 2)
            conv.padding = (reach, reach)


class LrAspp(nn.Module):
    FILTERS = 128

    def __init__(self, large, bands):
        super().__init__()
        self.trunk = MobileTrunk(large, bands)
        deep, quarter, filters = (960, 24, self.FILTERS) if large else (576, 16, self.FILTERS)
        self.aspp_conv1 = sequential_conv(deep, filters, 1, False)
        self.aspp_conv2 = nn.Sequential(
            nn.AvgPool2d(2, stride=1), nn.Conv2d(deep, filters, 1, bias=False), nn.Sigmoid()
        )
        self.convs2 = nn.Conv2d(16, 32, 1, bias=False)
        self.convs4 = nn.Conv2d(quarter, 64, 1, bias=False)
        self.conv_up1 = nn.Conv2d(filters, filters, 1)
        self.conv_up2 = ConvNormRelu(filters + 64, filters)

    def forward(self, x):
        s2, s4, deep = self.trunk(x)
        gate = enlarge(self.aspp_conv2(deep), deep.shape[2:], True)
        y = self.conv_up1(self.aspp_conv1(deep) * gate)
        y = torch.cat([enlarge(y, s4.shape[2:], False), self.convs4(s4)], 1)
        y = self.conv_up2(y)
        return torch.cat([enlarge(y, s2.shape[2:], False), self.convs2(s2)], 1)


class PredTask(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.pred_task = nn.Sequential(*layers)

    def forward(self, x):
        return self.pred_task(x)


def lraspp(large, bands):
    filters = LrAspp.FILTERS
    return MultiTask(
        LrAspp(large, bands),
        lambda: PredTask(ConvNormRelu(filters + 32, filters), nn.Conv2d(filters, 1, 1)),
    )


# ---- DeepLabv3+


class DeepLab(nn.Module):
    CHANNELS = 256

    def __init__(self, encoder, bands):
        super().__init__()
        self.encoder = get_encoder(
            encoder, in_channels=bands, depth=5, weights=None, output_stride=16
        )
        self.decoder = DeepLabV3PlusDecoder(
            encoder_channels=self.encoder.out_channels,
            encoder_depth=5,
            out_channels=self.CHANNELS,
            atrous_rates=(12, 24, 36),
            output_stride=16,
            aspp_separable=True,
            aspp_dropout=0.5,
        )

    def forward(self, x):
        return self.decoder(self.encoder(x))


def deeplab(encoder, bands):
    return MultiTask(
        DeepLab(encoder, bands),
        lambda: SegmentationHead(DeepLab.CHANNELS, 1, kernel_size=1, activation=None, upsampling=1),
    )


# ---- SegNet


class SegNet(nn.Module):
    WIDTHS = (64, 128, 256, 512, 512)

    def __init__(self, bands):
        super().__init__()
        if bands != 3:
            self.first = nn.Conv2d(bands, 3, 1)
        widths = self.WIDTHS
        ins = (3,) + widths[:-1]
        outs = widths[:1] + widths[:-1]  # of the decoder's stages, by the same index
        self.encoder_block = nn.ModuleList(
            sequential_conv(a, b, 3, True) for a, b in zip(ins, widths)
        )
        self.decoder_block = nn.ModuleList(
            sequential_conv(a, b, 3, True) for a, b in zip(widths, outs)
        )
        self.conv_block_enc = nn.ModuleList(self.more(at, w) for at, w in enumerate(widths))
        self.conv_block_dec = nn.ModuleList(self.more(at, w) for at, w in enumerate(outs))

    @staticmethod
    def more(at, width):
        if at < 2:
            return sequential_conv(width, width, 3, True)
        return nn.Sequential(*(sequential_conv(width, width, 3, True) for _ in range(2)))

    def forward(self, x):
        if hasattr(self, "first"):
            x = self.first(x)
        places = []
        for a, b in zip(self.encoder_block, self.conv_block_enc):
            x, place = F.max_pool2d(b(a(x)), 2, 2, return_indices=True)
            places.append(place)
        for at in reversed(range(len(places))):
            x = F.max_unpool2d(x, places[at], 2, 2)
            x = self.conv_block_dec[at](self.decoder_block[at](x))
        return x


def segnet(bands):
    return MultiTask(
        SegNet(bands),
        lambda: PredTask(nn.Conv2d(64, 64, 3, padding=1), nn.Conv2d(64, 1, 1)),
    )


# ---- silt's own small U-Net


class Unit(nn.Module):
    def __init__(self, channels, filters, stride, dilation):
        super().__init__()
        self.conv = nn.Conv2d(
            channels, filters, 3, stride, padding=dilation, dilation=dilation, bias=False
        )
        self.norm = nn.BatchNorm2d(filters)

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


class CompactUnet(nn.Module):
    WIDTHS = (16, 32, 48, 64, 96)

    def __init__(self, bands):
        super().__init__()
        last = len(self.WIDTHS) - 1
        before = bands
        for level, width in enumerate(self.WIDTHS):
            self.add_module("down%da" % level, Unit(before, width, 1 if level == 0 else 2, 1))
            if level > 0:
                self.add_module("down%db" % level, Unit(width, width, 1, 1))
            if level == last:
                self.add_module("down%dc" % level, Unit(width, width, 1, 2))
            before = width
        for level in reversed(range(last)):
            width = self.WIDTHS[level]
            self.add_module("narrow%d" % level, nn.Conv2d(self.WIDTHS[level + 1], width, 1))
            self.add_module("up%d" % level, Unit(width, width, 1, 1))
        self.heads = nn.Conv2d(self.WIDTHS[0], len(TASKS), 1)

    def forward(self, x):
        skips = []
        for level in range(len(self.WIDTHS)):
            for letter in "abc":
                unit = getattr(self, "down%d%s" % (level, letter), None)
                x = x if unit is None else unit(x)
            skips.append(x)
        for level in reversed(range(len(self.WIDTHS) - 1)):
            skip = skips[level]
            small = getattr(self, "narrow%d" % level)(x)
            x = getattr(self, "up%d" % level)(enlarge(small, skip.shape[2:], False) + skip)
        return self.heads(x)


# ----

ARCHITECTURES = {
    "compact-unet-16": CompactUnet,
    "mobilenetv3-lraspp-small": lambda bands: lraspp(False, bands),
    "mobilenetv3-lraspp-large": lambda bands: lraspp(True, bands),
    "deeplabv3plus-resnet34": lambda bands: deeplab("resnet34", bands),
    "deeplabv3plus-mobilenetv2": lambda bands: deeplab("mobilenet_v2", bands),
    "segnet": segnet,
}


def build(word, bands):
    """The network of a word of silt.mask.architectures.Architecture, in evaluation mode."""
    return ARCHITECTURES[word](bands).eval()
