/** CMR's granule search, which alone knows revisions. */
package silt.archive.cmr;
