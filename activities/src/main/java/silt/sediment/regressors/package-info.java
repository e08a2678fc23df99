/**
 * From the reflectance of clear water to concentration, interval and flags: models of published
 * algorithms and learned ones, loaded from bundles and run as plain arrays.
 */
package silt.sediment.regressors;
