/**
 * Boosted trees on single pixels and on their neighbourhood: the hard baseline that a network must
 * beat. Alone in the house this package knows XGBoost.
 */
package silt.training.judge.trees;
