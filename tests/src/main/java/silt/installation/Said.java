package silt.installation;

/** What a command said and how it ended. */
public record Said(int exit, String out, String err) {}
