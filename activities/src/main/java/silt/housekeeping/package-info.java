/** What nobody needs any more is found, and what is safe to remove removed. */
package silt.housekeeping;
