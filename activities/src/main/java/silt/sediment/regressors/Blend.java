package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import silt.scene.Band;

/**
 * The weighted mean of other regressors in logarithms, hence their geometric mean in mg/L.
 *
 * @param members at least one
 */
public record Blend(List<Member> members) implements Regressor {

  /**
   * One voice.
   *
   * @param weight over 0; the weights of a blend need not sum to 1
   */
  public record Member(String engine, double weight, Regressor model) {

    public Member {
      requireNonNull(model, "model");
      if (!(weight > 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException("a member's weight must be over 0, not " + weight);
      }
      if (!model.engine().equals(engine)) {
        throw new IllegalArgumentException(
            "a member of engine " + engine + " holds numbers of engine " + model.engine());
      }
    }

    public Member(double weight, Regressor model) {
      this(model.engine(), weight, model);
    }

    @JsonCreator
    static Member read(
        @JsonProperty("engine") String engine,
        @JsonProperty("weight") double weight,
        @JsonProperty("model") JsonNode model)
        throws JsonProcessingException {
      return new Member(engine, weight, WeightsFile.regressor(engine, model));
    }
  }

  public Blend {
    members = List.copyOf(requireNonNull(members, "members"));
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a blend needs at least one member");
    }
  }

  @Override
  public String engine() {
    return Engine.BLEND.word();
  }

  @Override
  public Set<Band> light() {
    Set<Band> bands = EnumSet.noneOf(Band.class);
    members.forEach(member -> bands.addAll(member.model().light()));
    return bands;
  }

  @Override
  public Set<Band> bands() {
    Set<Band> bands = EnumSet.noneOf(Band.class);
    members.forEach(member -> bands.addAll(member.model().bands()));
    return bands;
  }

  @Override
  public Estimator estimator() {
    double sum = members.stream().mapToDouble(Member::weight).sum();
    double[] shares = members.stream().mapToDouble(member -> member.weight() / sum).toArray();
    List<Estimator> estimators =
        members.stream().map(member -> member.model().estimator()).toList();
    return (block, lnMgL, flags) -> {
      double[] one = new double[block.count()];
      java.util.Arrays.fill(lnMgL, 0, block.count(), 0);
      for (int m = 0; m < shares.length; m++) {
        estimators.get(m).estimate(block, one, flags);
        for (int i = 0; i < one.length; i++) {
          lnMgL[i] += shares[m] * one[i];
        }
      }
    };
  }
}
