package silt.training.ssc;

/** Small positive definite systems, by Cholesky's decomposition. */
final class Normal {

  private Normal() {}

  /** The lower triangular matrix whose product with its transpose is the matrix. */
  static double[][] lower(double[][] matrix) {
    int size = matrix.length;
    double[][] lower = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        double rest = matrix[a][b];
        for (int k = 0; k < b; k++) {
          rest -= lower[a][k] * lower[b][k];
        }
        lower[a][b] = a == b ? Math.sqrt(rest) : rest / lower[b][b];
      }
    }
    return lower;
  }

  /** The x for which {@code matrix x = right}. */
  static double[] solved(double[][] matrix, double[] right) {
    int size = right.length;
    double[][] lower = lower(matrix);
    double[] x = right.clone();
    for (int a = 0; a < size; a++) {
      for (int k = 0; k < a; k++) {
        x[a] -= lower[a][k] * x[k];
      }
      x[a] /= lower[a][a];
    }
    for (int a = size - 1; a >= 0; a--) {
      for (int k = a + 1; k < size; k++) {
        x[a] -= lower[k][a] * x[k];
      }
      x[a] /= lower[a][a];
    }
    return x;
  }
}
