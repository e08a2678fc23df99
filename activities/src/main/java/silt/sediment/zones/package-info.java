/**
 * Which pixels a zone owns, by rules that anyone can repeat, and the statistics of their values.
 *
 * <p>Zones come in through {@link silt.sediment.zones.ZoneSource} and rows leave as a file, so this
 * package knows neither the database nor the workflow's wire.
 */
package silt.sediment.zones;
