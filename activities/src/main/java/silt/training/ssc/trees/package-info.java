/** The only place where sediment's training knows XGBoost. */
package silt.training.ssc.trees;
