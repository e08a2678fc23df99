/**
 * What masks are trained and judged with: dataset folders of chips with a manifest, their split by
 * site, and the batches drawn from them. Knows files and pixels, and no network.
 */
package silt.training.data;
