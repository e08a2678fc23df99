/** The only place where sediment's training knows DJL. */
package silt.training.ssc.dense;
