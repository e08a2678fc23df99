/** The {@code silt} command: what a person asks for, checked, handed on, and answered in words. */
package silt.cli;
