package silt.worker;

/**
 * The number that is raised by hand whenever the code gives other values for the same inputs and
 * models; new product versions take it.
 */
public final class Algorithm {

  public static final int VERSION = 2;

  private Algorithm() {}
}
