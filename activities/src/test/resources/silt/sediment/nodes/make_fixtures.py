"""Writes windows.json and ensemble.json, the figures that NumpyFixturesTest holds silt's code against.

Run once with CPython 3 and numpy 2.4.6: python make_fixtures.py. Written from the definition in
silt/sediment/nodes/README.md alone, with numpy's nan-functions on padded crops and float32 networks,
as the published pipeline computes; nothing of silt's is used.
"""

import json
import warnings

import numpy as np

WIDTH, HEIGHT, BANDS = 640, 600, 8
NODES = [[320, 300], [5, 7], [0, 0], [639, 599], [100, 580], [400, 50], [250, 260], [600, 311], [-4, 200], [318, 303]]
STATISTICS = ["min", "mean", "max", "std", "median", "wmean", "wstd", "wmedian"]
NAMES = ["B01", "B02", "B03", "B04", "B09", "B06", "B07", "B05"]


def tile(band):
    row, column = np.mgrid[0:HEIGHT, 0:WIDTH]
    stored = 300 + 200 * band + (row * 31 + column * 17 + band * 7) % 113 + ((row // 40 + column // 50) % 7) * 90
    stored[(row * column + band) % 211 == 0] = 0
    values = stored.astype(np.float64)
    values[(row + 2 * column) % 1009 == 0] = np.nan
    return values


def clear_water():
    row, column = np.mgrid[0:HEIGHT, 0:WIDTH]
    return (row // 6 + column // 5) % 3 != 0


def crop(values, column, row, fill):
    padded = np.full((HEIGHT + 1024, WIDTH + 1024), fill, dtype=values.dtype)
    padded[512 : 512 + HEIGHT, 512 : 512 + WIDTH] = values
    return padded[row + 256 : row + 768, column + 256 : column + 768]


def features(column, row):
    y, x = np.mgrid[0:20, 0:20] - 10 + 0.5
    disc = np.where(x * x + y * y < 100, 1.0, np.nan)
    water = np.where(crop(clear_water(), column, row, False)[246:266, 246:266], 1.0, np.nan)
    found = {}
    for band, name in enumerate(NAMES):
        whole = crop(tile(band), column, row, np.nan)
        near = whole[246:266, 246:266] * disc * water
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for prefix, values in (("", near), ("w", whole)):
                for statistic in ("min", "mean", "max", "std", "median"):
                    found[f"{name}_{prefix}{statistic}"] = float(getattr(np, "nan" + statistic)(values))
        found[f"{name}_count"] = int(np.count_nonzero(np.nan_to_num(near)))
    columns = [f"{name}_{s}" for name in NAMES for s in STATISTICS]
    columns.insert(8, "B01_count")
    return [None if np.isnan(found[c]) else found[c] for c in columns] + [1.0]


def network(random, units, greatest, low, high):
    sizes = [66, units, units // 2, 1]
    activations = ["relu", "tanh", "linear"]
    layers = []
    for inputs, outputs, activation in zip(sizes, sizes[1:], activations):
        layers.append(
            {
                "weights": np.round(random.normal(0, 1.4 / np.sqrt(inputs), (inputs, outputs)), 4).tolist(),
                "bias": np.round(random.normal(0, 0.1, outputs), 4).tolist(),
                "activation": activation,
            }
        )
    return {"inputMinimum": low.tolist(), "inputMaximum": high.tolist(), "outputMaximum": greatest, "layers": layers}


def predict(net, rows):
    low = np.array(net["inputMinimum"], np.float32)
    high = np.array(net["inputMaximum"], np.float32)
    values = (rows.astype(np.float32) - low) / (high - low)
    functions = {"relu": lambda v: np.maximum(v, 0), "tanh": np.tanh, "linear": lambda v: v}
    for layer in net["layers"]:
        values = functions[layer["activation"]](
            values @ np.array(layer["weights"], np.float32) + np.array(layer["bias"], np.float32)
        )
    return values[:, 0].astype(np.float64)


def ensemble(arrays, rows):
    cut, most = arrays["maxvalCut"], arrays["m1"]["outputMaximum"]
    least2, most2 = cut * most, arrays["m2"]["outputMaximum"]
    out1 = predict(arrays["m1"], rows)
    ln1 = out1 * (most + 1) - 1
    ln2 = predict(arrays["m2"], rows) * (most2 - least2) + least2
    branch = np.select([out1 < 0, out1 <= cut, ln2 < most], ["BELOW_M1", "M1", "BLEND"], "M2")
    ln = np.select([branch == "BELOW_M1", branch == "M1", branch == "BLEND"], [-1.0, ln1, 0.5 * ln1 + 0.5 * ln2], ln2)
    return np.exp(ln), branch


def main():
    windows = {"width": WIDTH, "height": HEIGHT, "nodes": NODES, "inputs": [features(c, r) for c, r in NODES]}
    json.dump(windows, open("windows.json", "w"))

    random = np.random.default_rng(5)
    low = np.round(random.uniform(-50, 300, 66), 1)
    high = np.round(low + random.uniform(200, 3000, 66), 1)
    columns = [f"{name}_{s}" for name in NAMES for s in STATISTICS]
    columns.insert(8, "B01_count")
    arrays = {
        "inputs": columns + ["LorS"],
        "maxvalCut": 0.8,
        "m1": network(random, 8, 3.0, low, high),
        "m2": network(random, 6, 6.0, low - 10, high + 500),
    }
    rows = np.round(random.uniform(low - 60, high + 60, (48, 66)), 2)
    # outputs spread over all branches
    for name, centre, spread in (("m1", 0.55, 0.45), ("m2", 0.35, 0.4)):
        out = predict(arrays[name], rows)
        last = arrays[name]["layers"][-1]
        scale = spread / out.std()
        last["bias"] = [round(float(last["bias"][0] * scale + centre - out.mean() * scale), 4)]
        last["weights"] = np.round(np.array(last["weights"]) * scale, 4).tolist()
    mg_l, branch = ensemble(arrays, rows)
    json.dump(arrays, open("networks.json", "w"))
    json.dump({"rows": rows.tolist(), "mgL": mg_l.tolist(), "branch": branch.tolist()}, open("ensemble.json", "w"))
    print({name: int((branch == name).sum()) for name in ("M1", "BLEND", "M2", "BELOW_M1")}, mg_l.min(), mg_l.max())


main()
