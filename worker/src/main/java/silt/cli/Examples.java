package silt.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the help of a command opens with: command lines, each followed by what it does. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Examples {

  /** Command line, meaning, command line, meaning, ... */
  String[] value();
}
