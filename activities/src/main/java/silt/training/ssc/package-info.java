/** Fits sediment models to field measurements and judges them on groups that trained nothing. */
package silt.training.ssc;
