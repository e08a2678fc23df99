/** What this machine and its services lack, and the fix for each. */
package silt.doctor;
