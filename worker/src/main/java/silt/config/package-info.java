/**
 * What a process of silt is told: options before environment before {@code silt.toml} before what
 * {@code deploy/silt up} recorded before defaults, each value with where it came from.
 */
package silt.config;
