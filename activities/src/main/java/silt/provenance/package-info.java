/** What this process says of itself when a step writes down who did it. */
package silt.provenance;
