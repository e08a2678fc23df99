package silt.watch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/**
 * The fields of a log line that say whose it is: scene, campaign, workflow, run, step, attempt. A
 * line of no step and no workflow has none of them.
 */
public final class StepFields extends AbstractJsonProvider<ILoggingEvent> {

  /** A scene's workflow id, {@code scene/GRANULE/rREVISION/PRODUCT}. */
  private static final Pattern SCENE = Pattern.compile("scene/([^/]+/r[0-9]+)/.*");

  private static final Pattern CAMPAIGN = Pattern.compile("campaign/(.+)");

  @Override
  public void writeTo(JsonGenerator json, ILoggingEvent event) {
    of(event.getMDCPropertyMap()).forEach(json::writeStringProperty);
  }

  /**
   * @param context what {@link LogContext} and Temporal's SDK put there
   */
  static Map<String, String> of(Map<String, String> context) {
    Map<String, String> fields = new LinkedHashMap<>();
    String workflow = context.get("WorkflowId");
    if (workflow == null) {
      return fields;
    }
    Matcher scene = SCENE.matcher(workflow);
    if (scene.matches()) {
      fields.put("scene", scene.group(1));
    }
    Matcher campaign = CAMPAIGN.matcher(workflow);
    String named = context.get(LogContext.CAMPAIGN);
    if (named != null || campaign.matches()) {
      fields.put(LogContext.CAMPAIGN, named != null ? named : campaign.group(1));
    }
    fields.put("workflow", workflow);
    put(fields, "run", context.get("RunId"));
    String activity = context.get("ActivityType");
    put(fields, LogContext.STEP, activity == null ? null : LogContext.step(activity));
    put(fields, LogContext.ATTEMPT, context.get(LogContext.ATTEMPT));
    return fields;
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
