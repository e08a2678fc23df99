/** Trouble on request, and the log of what was asked: the door before every server. */
package silt.archive.faults;
