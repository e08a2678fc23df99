package silt.endtoend;

/** What a command said and how it ended. */
record Said(int exit, String out, String err) {}
