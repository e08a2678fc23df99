/**
 * Weights as PyTorch saves them ({@code torch.save}), read in Java without running anything that
 * the file says: a zip of raw numbers and one pickle that tells which tensor lies where.
 *
 * <p>A pickle is a program. The machine here has no call, no reflection and no class loading: a
 * name in the file stays text, a call of it becomes a {@link silt.model.checkpoint.Placeholder},
 * and only the handful of names that stand for tensors and dictionaries mean more. What is read is
 * bounded by the bytes that are there, never by a number that they claim.
 *
 * <p>The pickle library of the Maven registry ({@code net.razorvine:pickle} 1.5) was weighed for
 * this and left: it makes arrays of any claimed length before it reads them, calls {@code
 * __setstate__} by reflection, keeps what a name means in one table for the whole process, hashes
 * lists that may hold themselves, and none of those steps can be overridden from outside its
 * package.
 */
package silt.model.checkpoint;
