/**
 * The steps of a scene as Temporal sees them: one activity interface and one queue each, and the
 * small records that travel between them. References travel, never pixels.
 */
package silt.steps;
