package tidings.local.template;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How versions of a function are published and come into use, as SAM writes it. Locally there is
 * one version, so it is only checked.
 */
final class Publishing {
  /** The property that makes SAM publish versions behind an alias of this name. */
  static final String ALIAS = "AutoPublishAlias";

  /** The end of SAM's own reference to that alias, {@code !Ref Function.Alias}. */
  static final String OF_ALIAS = ".Alias";

  private static final Pattern ALIAS_NAME = Pattern.compile("(?!\\d+$)[A-Za-z0-9_-]{1,128}");
  private static final Pattern SHIFT =
      Pattern.compile(
          "AllAtOnce|Canary10Percent(5|10|15|30)Minutes|Linear10PercentEvery(1|2|3|10)Minutes?");

  private final Names names;

  Publishing(Names names) {
    this.names = names;
  }

  /** The function of a reference to its alias. */
  static String function(String reference) {
    return reference.substring(0, reference.length() - OF_ALIAS.length());
  }

  /** Holds what is stated against what SAM and Lambda take. */
  void check(Fields properties) {
    var alias = properties.optional(ALIAS);
    alias.filter(name -> !ALIAS_NAME.matcher(name.text()).matches()).ifPresent(Publishing::refuse);
    properties.optional("AutoPublishAliasAllProperties").ifPresent(Value::flag);
    properties.optional("SnapStart").ifPresent(start -> snapshots(start, alias.isPresent()));
    properties.optional("DeploymentPreference").ifPresent(way -> shift(way, alias.isPresent()));
  }

  private static void refuse(Value alias) {
    throw alias.place().fault("\"" + alias.text() + "\" cannot be the name of an alias");
  }

  private static void snapshots(Value start, boolean published) {
    String applied =
        start.read(
            fields -> fields.required("ApplyOn").oneOf(List.of("PublishedVersions", "None")));
    if (applied.equals("PublishedVersions") && !published) {
      throw start.place().fault("takes snapshots of versions, but without AutoPublishAlias");
    }
  }

  private void shift(Value preference, boolean published) {
    if (!published) {
      throw preference.place().fault("moves an alias, but AutoPublishAlias is missing");
    }
    Value type = preference.read(this::watchedShift);
    if (!SHIFT.matcher(type.text()).matches()) {
      throw type.place().fault("\"" + type.text() + "\" is no way of CodeDeploy's");
    }
  }

  private Value watchedShift(Fields preference) {
    for (Value alarm : preference.optional("Alarms").map(Value::items).orElse(List.of())) {
      if (!names.isReferenceTo("AWS::CloudWatch::Alarm", alarm.text())) {
        throw alarm.place().fault("\"" + alarm.text() + "\" is no alarm of this template");
      }
    }
    return preference.required("Type");
  }
}
