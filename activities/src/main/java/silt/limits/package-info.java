/**
 * What hosts are asked for by all workers together, kept in PostgreSQL: connections at a time as
 * leases that a dead worker loses by itself, bytes a second as a bucket that all draw from.
 */
package silt.limits;
