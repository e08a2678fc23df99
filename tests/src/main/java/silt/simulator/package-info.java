/**
 * Makes HLS v2.0 granules of a world of its own, with the truth beside them.
 *
 * <p>Nothing here reads a model or a product of the service, and no model of the service reads
 * these classes: what they write is a folder of files. So the simulator can judge what the service
 * loads. The order of reading: {@link silt.simulator.World} (what is where), {@link
 * silt.simulator.SceneRecipe} (what one pass sees of it), {@link silt.simulator.SceneGenerator}
 * (the files); {@link silt.simulator.SampleScenes}, {@link silt.simulator.TrainingScenes} and
 * {@link silt.simulator.ChipTiles} are the programs.
 */
package silt.simulator;
