/**
 * Model bundles: folders or zips of weights with a card that says what they are. Reads and checks
 * them; knows nothing of the engines that run them.
 */
package silt.model;
