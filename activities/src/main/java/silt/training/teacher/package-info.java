/**
 * Published models that tell chips what they see, for a network to learn from: the one package that
 * knows ONNX Runtime.
 */
package silt.training.teacher;
