"""Makes tiny.onnx, the teacher of TeacherTest: one 1x1 convolution from six bands to three classes.

Run once with onnx 1.23 (pip install onnx); no part of the build. Logits: none 0, cloud 40 (blue - 0.3),
shadow 40 (0.1 - nir), on bands as they come (mean 0, spread 1).
"""

import numpy
from onnx import TensorProto, checker, helper, numpy_helper, save

weights = numpy.zeros((3, 6, 1, 1), numpy.float32)
weights[1, 0] = 40
weights[2, 3] = -40
bias = numpy.array([0, -12, 4], numpy.float32)
shape = ["batch", 6, 32, 32]
graph = helper.make_graph(
    [helper.make_node("Conv", ["input", "weights", "bias"], ["output"])],
    "tiny",
    [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)],
    [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", 3, 32, 32])],
    [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(bias, "bias")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
checker.check_model(model)
save(model, "tiny.onnx")
