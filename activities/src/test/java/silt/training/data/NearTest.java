package silt.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearTest {

  @Test
  void anEdgeReachesBothSides() {
    boolean[] right = new boolean[64];
    for (int i = 0; i < 64; i++) {
      right[i] = i % 8 >= 4;
    }
    boolean[] edge = Near.edge(right, 8, 8, 2);
    for (int i = 0; i < 64; i++) {
      assertThat(edge[i]).isEqualTo(i % 8 >= 2 && i % 8 <= 5);
    }
  }
}
