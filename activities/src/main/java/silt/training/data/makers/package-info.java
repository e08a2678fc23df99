/** Makes dataset folders of real data as it is found, one class for each kind. */
package silt.training.data.makers;
