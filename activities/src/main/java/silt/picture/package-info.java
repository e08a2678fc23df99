/**
 * One picture of a scene beside what was made of it, for eyes rather than for SQL: true colour,
 * masks, sediment. Nothing is computed with what is drawn here.
 */
package silt.picture;
