/**
 * The story of a scene, of a campaign and of a zone set that came later. Deterministic: no clock,
 * no random number, no thread, no I/O of its own; all of that happens in the steps.
 */
package silt.workflows;
