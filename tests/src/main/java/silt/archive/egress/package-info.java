/** The data host: who is let in, and the signed URLs they are sent on to. */
package silt.archive.egress;
