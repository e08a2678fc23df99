/** The process that serves task queues: which steps run here, with what, and how many at a time. */
package silt.worker;
