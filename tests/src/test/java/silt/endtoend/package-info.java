/**
 * The whole house at once: a real Temporal server, a real PostGIS, the archive's real protocols.
 */
package silt.endtoend;
