/**
 * How the command line talks: to a person at a terminal with colour and a moving line, to a pipe
 * with plain lines, to a program in JSON.
 */
package silt.cli.terminal;
