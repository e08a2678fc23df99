"""Makes published-convention.json: the published method's scaling and decision on numbers of our own, by NumPy and PyTorch.

Run once by hand; neither is needed to build or to test. The rules: masks of Daroya et al. 2025 (doi 10.1109/JSTARS.2025.3551620),
thresholds of its MobileNetV3 and DeepLabv3+.
"""

import json
import numpy as np
import torch

NODATA = -9999
THRESHOLDS = {"water": 0.2, "cloudShadow": 0.2, "cloud": 0.3, "snowIce": 0.2, "sunlit": 0.3}
rng = np.random.default_rng(20261121)

crops = {}
for name, low, high in [("land", 120, 4200), ("bright", 90, 16000), ("dark", -180, 260), ("constant", 731, 732)]:
    stored = rng.integers(low, high, (6, 4, 5)).astype(np.int16)
    if name != "dark":
        stored[:, 0, 0] = NODATA
        stored[3, 2, 2] = NODATA
    values = torch.from_numpy(stored.astype(np.float32))
    missing = values == NODATA
    least = values[~missing].min()
    filled = torch.where(missing, least, values)
    shifted = filled - filled.min()
    scaled = shifted / torch.clamp(shifted.max(), min=1.0)
    crops[name] = {"stored": stored.ravel().tolist(), "scaled": [float(v) for v in scaled.ravel()]}

means = np.array([[0.6], [-2.2], [-1.6], [-2.4], [0.4]])
logits = torch.from_numpy(rng.normal(means, 1.4, (5, 40)).astype(np.float32))
probabilities = torch.sigmoid(logits)
classes = [probabilities[i].numpy() > t for i, t in enumerate(THRESHOLDS.values())]
water, shadow, cloud, snow, sunlit = (c.astype(int) for c in classes)
final = water * (1 - shadow) * (1 - cloud) * (1 - snow) * sunlit

with open("published-convention.json", "w") as out:
    json.dump(
        {
            "crops": crops,
            "thresholds": THRESHOLDS,
            "logits": [float(v) for v in logits.ravel()],
            "probabilities": [float(v) for v in probabilities.ravel()],
            "classes": [c.astype(int).tolist() for c in classes],
            "finalWater": final.tolist(),
        },
        out,
    )
    out.write("\n")
