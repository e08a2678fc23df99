package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnADatabaseTest {

  @TempDir private Path home;
  private AnInstallation installation;

  @BeforeEach
  void install() {
    installation = new AnInstallation(home);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scene list",
        "campaign list",
        "daily list",
        "zones list",
        "samples list",
        "discharge list",
        "product list",
        "model list",
        "model verify",
        "config",
        "version"
      })
  void everyListingIsJsonBeforeThereIsAnything(String command) throws IOException {
    CommandLineOf listing = installation.silt(command + " --json");
    assertThat(listing.err()).isEmpty();
    assertThat(listing.status()).isZero();
    assertThat(new ObjectMapper().readTree(listing.out())).isNotNull();
  }

  @Test
  void setupMakesAndPromotesTheFirstProductOutOfWhatShips() throws IOException {
    installation.withFirstProduct();
    JsonNode product = installation.json("product show firstlight --json");
    assertThat(product.path("promoted").asBoolean()).isTrue();
    assertThat(product.at("/mask/name").asText()).isEqualTo("mask-hls-1");
    assertThat(product.at("/ssc/name").asText()).isEqualTo("ssc-gloria-1");
  }

  @Test
  void setupDoneAgainChangesNothing() throws IOException {
    installation.withFirstProduct();
    CommandLineOf again = installation.silt("setup");
    assertThat(again.status()).isZero();
    assertThat(again.out()).isEmpty();
    // no Temporal answers here, which setup says each time, for what it would make there
    assertThat(again.err()).startsWith("Temporal: nothing answers at ").hasLineCount(1);
  }

  @Test
  void setupKeepsAProductWhoseShippedModelChanged() throws IOException {
    installation.withFirstProduct();
    String before = installation.json("product show firstlight --json").at("/mask/sha256").asText();
    Path shipped = home.resolve("app/models/mask-hls-1");
    Files.writeString(shipped.resolve("weights.params"), "other weights");
    Files.writeString(
        shipped.resolve("model.json"),
        Files.readString(shipped.resolve("model.json"))
            .replaceAll(
                "(\"weights.params\" : )\"[0-9a-f]{64}\"",
                "$1\"" + silt.model.Sha256.of(shipped.resolve("weights.params")) + "\""));
    CommandLineOf again = installation.silt("setup");
    assertThat(again.status()).isZero();
    assertThat(again.err()).contains("firstlight keeps the models");
    assertThat(installation.json("product show firstlight --json").at("/mask/sha256").asText())
        .isEqualTo(before);
  }

  @Test
  void aProductIsMadeOfRegisteredNamesAndPromoted() throws IOException {
    installation.withFirstProduct();
    assertThat(
            installation
                .silt("product create trial --mask mask-hls-1 --ssc ssc-gloria-1 --set minPixels=9")
                .status())
        .isZero();
    assertThat(installation.silt("product promote trial").status()).isZero();
    JsonNode trial = installation.json("product show trial --json");
    assertThat(trial.path("promoted").asBoolean()).isTrue();
    assertThat(trial.at("/parameters/minPixels").asText()).isEqualTo("9");
    assertThat(installation.json("product show firstlight --json").path("promoted").asBoolean())
        .isFalse();
  }

  @Test
  void aProductVersionIsRetiredAndDeletedAndItsBookSaysWhy() throws IOException {
    installation.withFirstProduct();
    installation.silt(
        "product create brief --mask mask-hls-1 --ssc ssc-gloria-1 --set minPixels=8");
    assertThat(installation.silt("product promote brief --reason better-bands").status()).isZero();
    assertThat(installation.silt("product delete brief --yes").err())
        .contains("product version brief is promoted");
    assertThat(installation.silt("product delete brief").status()).isEqualTo(2);
    assertThat(installation.silt("product retire brief --reason wrong-lakes").status()).isZero();
    assertThat(installation.silt("product retire brief").err()).contains("brief is not promoted");

    assertThat(installation.silt("product delete brief --yes --reason a-mistake").out())
        .contains("results of 0 scenes deleted");

    assertThat(installation.silt("product show brief").out())
        .contains("better-bands", "wrong-lakes", "a-mistake");
    assertThat(installation.silt("product promote brief").err()).contains("was deleted on");
    assertThat(installation.silt("product promote firstlight").status()).isZero();
  }

  @Test
  void aProductVersionMayComputeInBfloat16() throws IOException {
    installation.withFirstProduct();
    assertThat(
            installation
                .silt(
                    "product create quick --mask mask-hls-1 --ssc ssc-gloria-1 --numeric-form bf16")
                .status())
        .isZero();
    assertThat(installation.json("product show quick --json").path("numericForm").asText())
        .isEqualTo("bf16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "product create firstlight --mask mask-hls-1 --ssc ssc-gloria-1 --set minPixels=1",
        "product create trial --mask ssc-gloria-1 --ssc ssc-gloria-1",
        "product create trial --mask mask-fristlight --ssc ssc-gloria-1",
        "product create Trial --mask mask-hls-1 --ssc ssc-gloria-1",
        "product create trial --mask mask-hls-1 --ssc ssc-gloria-1 --set minPixels=much",
        "product create trial --mask mask-hls-1 --ssc ssc-gloria-1 --set minPixels=0",
        "product create trial --mask mask-hls-1 --ssc ssc-gloria-1 --set minPixel=9",
        "scene list --campaign nobody",
        "scene list --product nobody",
        "product create trial --mask mask-hls-1 --ssc ssc-gloria-1 --form f64",
        "product promote tiral",
        "product retire tiral",
        "product delete tiral --yes",
        "campaign status nobody",
        "scene show HLS.S30.T60GVA.2024037T222549.v2.0",
        "provenance HLS.S30.T60GVA.2024037T222549.v2.0",
        "export --set nobody --from 2024-02-01 --to 2024-02-29 --format csv --out nobody.csv",
        "export --set a --product nobody --from 2024-02-01 --to 2024-02-29 --format csv --out nobody.csv",
        "catalog write --product nobody --out nobody",
        "zones fill nobody"
      })
  void whatIsUnknownTakenOrUnfitIsRefused(String command) throws IOException {
    installation.withFirstProduct();
    String before = installation.silt("product list --json").out();
    CommandLineOf refusal = installation.silt(command);
    assertThat(refusal.status()).as(refusal.err()).isEqualTo(2);
    assertThat(refusal.err()).startsWith("silt: ").contains("; ").hasLineCount(1);
    assertThat(installation.silt("product list --json").out()).isEqualTo(before);
  }

  @Test
  void aCampaignThatCannotReachTemporalLeavesNothingBehind() throws IOException {
    installation.withFirstProduct();
    Path region = home.resolve("r.geojson");
    Files.writeString(
        region,
        "{\"type\":\"Polygon\",\"coordinates\":[[[174,-38],[175,-38],[175,-37],[174,-38]]]}");
    CommandLineOf refusal =
        installation.silt(
            "campaign start demo --from 2024-02-01 --to 2024-02-29 --region " + region);
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(refusal.err()).contains("127.0.0.1:1").hasLineCount(1);
    assertThat(installation.json("campaign list --json")).isEmpty();
  }
}
