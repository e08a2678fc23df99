/**
 * Match-ups: what a scene shows in the pixels around a sample, beside what was measured there. The
 * SQL function {@code matchup} joins samples to zones; this room joins them to pixels, and gives
 * the reflectance that a model can be judged and calibrated by.
 */
package silt.samples.matchups;
