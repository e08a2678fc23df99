/**
 * A whole installation as processes of their own, in a folder and on free ports: what end to end
 * tests, soaks and benchmarks run, kill and bring back. No test library inside.
 */
package silt.installation;
