/**
 * What a satellite scene is called and made of: values without behaviour beyond their own truth.
 */
package silt.scene;
