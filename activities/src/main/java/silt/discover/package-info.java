/**
 * Finding scenes: where an archive's services are, how they are asked, and what region is asked
 * for. An archive that contradicts itself is a failure to retry, never "no imagery".
 */
package silt.discover;
