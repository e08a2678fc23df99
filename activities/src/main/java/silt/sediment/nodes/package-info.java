/**
 * The incumbent's way to SSC, reproduced so that anyone can compare: statistics of windows around
 * river nodes (Lucchese et al. 2024) through two small networks. Knows nothing of the products,
 * which measure pixels.
 */
package silt.sediment.nodes;
