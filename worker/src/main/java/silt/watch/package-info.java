/** What an operator's instruments see of a worker: metrics, health, and whose every log line is. */
package silt.watch;
