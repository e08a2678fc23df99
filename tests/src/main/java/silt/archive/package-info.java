/** The sample archive: a process that speaks NASA's protocols over a folder of scenes. */
package silt.archive;
