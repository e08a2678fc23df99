/** What the rasters of a scene say of a pixel, and how they are walked. */
package silt.sediment.pixels;
