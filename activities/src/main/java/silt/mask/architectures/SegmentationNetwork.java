package silt.mask.architectures;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import java.util.Map;

/**
 * A network of five heads: {@code N x bands x H x W} in, {@code N x 5 x H x W} logits out, in the
 * order of {@link silt.mask.MaskClass}. H and W are multiples of {@link Architecture#step}.
 *
 * <p>The probability of a class is {@code 1 / (1 + e^-logit)}; published networks that end in the
 * sigmoid are held here without it.
 */
public abstract class SegmentationNetwork extends AbstractBlock {

  /**
   * The parameters of an initialised network under the names that its PyTorch original gives them,
   * in that order, running statistics included and counters of batches left out.
   */
  public abstract Map<String, Parameter> published();

  /**
   * Folds every normalisation into the convolution before it, for inference only.
   *
   * @param owner the folded arrays live as long as it does
   */
  public abstract void fold(NDManager owner);
}
