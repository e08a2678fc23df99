/**
 * Sediment models from field measurements.
 *
 * <p>{@link silt.training.ssc.SedimentTraining} judges a way to learn on organisations and sites
 * that are left out, then learns from all; {@link silt.training.ssc.MatchupReport} judges bundles
 * beside samples from the water, {@link silt.training.ssc.SedimentCalibration} fits them to those.
 */
package silt.training.ssc;
