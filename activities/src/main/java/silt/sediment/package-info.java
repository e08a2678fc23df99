/**
 * Suspended sediment: a concentration for every clear water pixel, and its statistics by zone.
 *
 * <p>Models run as plain arrays; training them is the business of {@code silt.training}. Zones come
 * in through {@link silt.sediment.zones.ZoneSource} and rows leave as a file, so this package knows
 * neither the database nor the workflow's wire.
 */
package silt.sediment;
