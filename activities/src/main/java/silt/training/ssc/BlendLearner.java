package silt.training.ssc;

import java.util.List;
import silt.sediment.regressors.Blend;
import silt.sediment.regressors.Blend.Member;
import silt.sediment.regressors.Regressor;

/** The geometric mean of what others learn: where they go astray, they do so in different ways. */
record BlendLearner(List<Learner> members) implements Learner {

  BlendLearner {
    members = List.copyOf(members);
  }

  @Override
  public String word() {
    return "blend";
  }

  @Override
  public Regressor fit(List<SscSample> samples) {
    return new Blend(members.stream().map(one -> new Member(1, one.fit(samples))).toList());
  }
}
