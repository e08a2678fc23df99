/** Earthdata Login: one user, one token. */
package silt.archive.login;
