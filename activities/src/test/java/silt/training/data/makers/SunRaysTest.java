package silt.training.data.makers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SunRaysTest {

  private static final int SIDE = 40;

  /** A wall of 100 m along column 20, on a plain. */
  private static SunRays wall(double elevation, double azimuth) {
    float[] heights = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      heights[row * SIDE + 20] = 100;
    }
    return new SunRays(heights, SIDE, SIDE, 30, elevation, azimuth);
  }

  @Test
  void aWallKeepsTheSunFromTheGroundBehindItAsFarAsItIsHigh() {
    // at 26.57 degrees a shadow is twice as long as its wall: 200 m, over six pixels of 30 m
    SunRays east = wall(26.565, 90);
    assertThat(east.way(19, 20)).isEqualTo(SunRays.Way.BLOCKED);
    assertThat(east.way(14, 20)).isEqualTo(SunRays.Way.BLOCKED);
    assertThat(east.way(12, 20)).isEqualTo(SunRays.Way.FREE);
    assertThat(east.way(25, 20)).isEqualTo(SunRays.Way.FREE);
    assertThat(wall(26.565, 270).way(25, 20)).isEqualTo(SunRays.Way.BLOCKED);
  }

  @Test
  void nobodyKnowsWhatStandsBeyondTheEdge() {
    assertThat(wall(26.565, 90).way(38, 20)).isEqualTo(SunRays.Way.UNKNOWN);
  }

  @Test
  void levelGroundTakesTheSineOfTheSunsHeight() {
    assertThat(wall(30, 180).incidence(5, 5)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aSlopeThatFacesTheSunTakesAllOfIt() {
    float[] heights = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        heights[row * SIDE + column] = -30 * row; // falls southward by 45 degrees
      }
    }
    SunRays south = new SunRays(heights, SIDE, SIDE, 30, 45, 180);
    assertThat(south.incidence(20, 20)).isCloseTo(1, within(1e-9));
    SunRays north = new SunRays(heights, SIDE, SIDE, 30, 45, 0);
    assertThat(north.incidence(20, 20)).isCloseTo(0, within(1e-9));
  }
}
