package silt.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.db.SampleRow;
import silt.raster.RasterLibrary;
import silt.raster.RasterLibraryMissing;
import silt.scene.BadInput;
import silt.testdata.RealData;

class SampleFileTest {

  private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");
  private static final Instant THEN = Instant.parse("2024-02-06T22:25:00Z");

  @TempDir private Path folder;

  private Path file(String... lines) {
    return file(StandardCharsets.UTF_8, lines);
  }

  private Path file(Charset charset, String... lines) {
    try {
      return Files.writeString(folder.resolve("my.csv"), String.join("\n", lines) + "\n", charset);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private static Reading<SampleRow> read(Path file) {
    return SampleFile.read(file, Conventions.none(NOW), SampleDefaults.none());
  }

  private static SampleRow one(Path file) {
    Reading<SampleRow> reading = read(file);
    assertThat(reading.bad().told()).isEmpty();
    assertThat(reading.rows()).hasSize(1);
    return reading.rows().get(0);
  }

  /** What is wrong with the second line of a file whose other row is sound. */
  private static String fault(Path file, Conventions conventions) {
    Reading<SampleRow> reading = SampleFile.read(file, conventions, SampleDefaults.none());
    assertThat(reading.bad().rows()).isEqualTo(1);
    return String.join("\n", reading.bad().told());
  }

  @Test
  void aPlainFileIsReadAsItSays() {
    SampleRow row =
        one(
            file(
                "sample_id,station,taken_at,lon,lat,depth_m,ssc_mg_l,method",
                "a1,bridge,2024-02-06T22:25:00Z,174.9,-37.1,0.5,12.5,filtered"));

    assertThat(row)
        .isEqualTo(
            new SampleRow(
                "a1",
                "SSC",
                "bridge",
                THEN,
                false,
                174.9,
                -37.1,
                0.5,
                12.5,
                "filtered",
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Date_Time_UTC,Longitude,Latitude,TSS (mg/L)  | 2024-02-06 22:25,174.9,-37.1,12.5 | TSS",
        "timestamp,x,y,tssMgL             | 2024-02-06T23:25+01:00,174.9,-37.1,12.5 | TSS",
        "date,time_utc,lon,lat,SPM [g/m3] | 06.02.2024,22:25:00,174.9,-37.1,12.5    | SPM",
        "taken_at,lon,lat,tsm_g_l         | 20240206T2225Z,174.9,-37.1,0.0125       | TSM",
        "date,time,tz,long,lat,value,unit,parameter | 6 Feb 2024,10:25 PM,UTC,174.9,-37.1,0.0125,kg/m3,ssc | SSC",
        "ActivityStartDate,ActivityStartTime/Time,ActivityStartTime/TimeZoneCode,lon,lat,CharacteristicName,ResultMeasureValue,ResultMeasure/MeasureUnitCode | 2024-02-06,22:25:00,UTC,174.9,-37.1,Total suspended solids,12.5,mg/l | TSS",
        "time_utc,lon,lat,ssc (mg l⁻¹)    | 2024-02-06 22:25,174.9,-37.1,\"12,5\" | SSC"
      })
  void headingsAreTakenAsPeopleWriteThem(String header, String row, String quantity) {
    SampleRow sample = one(file(header, row));

    assertThat(sample.takenAt()).isEqualTo(THEN);
    assertThat(sample.measuredMgL()).isCloseTo(12.5, within(1e-9));
    assertThat(sample.quantity()).isEqualTo(quantity);
    assertThat(sample.lon()).isEqualTo(174.9);
  }

  @Test
  void decimalCommasAreReadWhereTheySeparateNoCells() {
    Path german =
        file(
            Charset.forName("windows-1252"),
            "Zeit;lon;lat;SSC (mg/L);station",
            "2024-02-06T22:25:00Z;174,900;-37,100;1,250;Köln",
            "2024-02-06T22:26:00Z;174,900;-37,100;12,5;Köln");

    List<SampleRow> rows =
        SampleFile.read(
                german,
                new Conventions(Map.of(Field.TIME, "Zeit"), null, null, null, null, Set.of(), NOW),
                SampleDefaults.none())
            .rows();

    assertThat(rows).extracting(SampleRow::measuredMgL).containsExactly(1.25, 12.5);
    assertThat(rows.get(0).station()).isEqualTo("Köln");
    assertThat(rows.get(0).lat()).isEqualTo(-37.1);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-02-06T22:25Z,174.9,-37.1,-3,mg/L     | column ssc (-3): is not over 0",
        "2024-02-06T22:25Z,174.9,-37.1,0,mg/L      | column ssc (0): is not over 0",
        "2024-02-06T22:25Z,174.9,-37.1,<5,mg/L     | column ssc (<5): is a limit",
        "2024-02-06T22:25Z,174.9,-37.1,mud,mg/L    | column ssc (mud): is no number",
        "2024-02-06T22:25Z,174.9,-37.1,12,NTU      | column unit (NTU): NTU is turbidity",
        "2024-02-06T22:25Z,174.9,-37.1,12,ppm      | column unit (ppm): the unit ppm is no mass in a volume",
        "2024-02-06T22:25Z,174.9,-37.1,1200,kg/m3  | is 1200000 mg/L, more than mud holds",
        "2024-02-06T22:25Z,,-37.1,12,mg/L          | column lon: has no coordinate",
        "2024-02-06T22:25Z,-37.1,174.9,12,mg/L     | are longitude and latitude exchanged?",
        "2024-02-06T22:25Z,712875,5749340,12,mg/L  | is no longitude and latitude in degrees",
        "2024-02-06T22:25Z,0,0,12,mg/L             | 0,0 is a place in the ocean",
        "2024-02-06 22:25,174.9,-37.1,12,mg/L      | column time (2024-02-06 22:25): has no time zone",
        "2024-02-30T22:25Z,174.9,-37.1,12,mg/L     | is no day that there was",
        "2025-02-06T22:25Z,174.9,-37.1,12,mg/L     | lies in the future",
        "45328.9,174.9,-37.1,12,mg/L               | is a spreadsheet's number, no date",
        ",174.9,-37.1,12,mg/L                      | column time: has no time",
        "2024-02-01T00:00Z,174.9,-37.1,20,mg/L     | is the sample of line 2 again",
        "2024-02-01T00:00Z,174.9,-37.1,30,mg/L     | is the sample of line 2 with another value",
        "2024-02-06T22:25Z,174.9,-37.1,12,5,mg/L   | line 3 has 6 cells below 5 headings: is a decimal comma"
      })
  void aBadRowIsNamedByLineAndColumn(String row, String fault) {
    Path file = file("time,lon,lat,ssc,unit", "2024-02-01T00:00Z,174.9,-37.1,20,mg/L", row);

    assertThat(fault(file, Conventions.none(NOW))).startsWith("line 3").contains(fault);
  }

  @Test
  void everyFaultOfARowIsTold() {
    Reading<SampleRow> reading =
        read(file("time,lon,lat,ssc_mg_l,depth_m", "yesterday,200,-37.1,-3,-1"));

    assertThat(reading.bad().rows()).isEqualTo(1);
    assertThat(reading.bad().told()).hasSize(4);
  }

  @Test
  void allBadRowsAreCountedAndTheFirstTwentyTold() {
    String[] lines = new String[101];
    lines[0] = "time,lon,lat,ssc_mg_l";
    for (int i = 1; i <= 100; i++) {
      lines[i] = "2024-02-06T22:25Z,174.9,-37.1," + -i;
    }

    Complaints bad = read(file(lines)).bad();

    assertThat(bad.rows()).isEqualTo(100);
    assertThat(bad.told()).hasSize(Complaints.MOST_TOLD);
  }

  @Test
  void aDateThatCouldBeTwoDaysIsSettledByAnotherRowOrByTheUser() {
    String header = "date,time_utc,lon,lat,ssc_mg_l";
    String either = "03/04/2022,10:00,174.9,-37.1,12";
    Path alone = file(header, either, "2022-04-05,10:00,174.9,-37.1,12");

    assertThat(fault(alone, Conventions.none(NOW))).contains("could be two days");
    assertThat(
            SampleFile.read(
                    alone,
                    new Conventions(Map.of(), null, null, null, true, Set.of(), NOW),
                    SampleDefaults.none())
                .rows()
                .get(0)
                .takenAt())
        .isEqualTo(Instant.parse("2022-04-03T10:00:00Z"));
    assertThat(
            read(file(header, either, "25/12/2022,10:00,174.9,-37.1,12")).rows().get(0).takenAt())
        .isEqualTo(Instant.parse("2022-04-03T10:00:00Z"));
    assertThat(
            read(file(header, either, "12/25/2022,10:00,174.9,-37.1,12")).rows().get(0).takenAt())
        .isEqualTo(Instant.parse("2022-03-04T10:00:00Z"));
  }

  @Test
  void aZoneOfTheUsersMakesTimesInstantsButForThoseThatCameTwice() {
    Conventions amsterdam =
        new Conventions(Map.of(), null, ZoneId.of("Europe/Amsterdam"), null, null, Set.of(), NOW);
    Path file =
        file(
            "time,lon,lat,ssc_mg_l",
            "2022-07-01 12:00,5,52,12",
            "2022-10-30 02:30,5,52,12",
            "2022-07-02,5,52,12");

    Reading<SampleRow> reading = SampleFile.read(file, amsterdam, SampleDefaults.none());

    assertThat(reading.rows())
        .extracting(SampleRow::takenAt)
        .containsExactly(
            Instant.parse("2022-07-01T10:00:00Z"), Instant.parse("2022-07-02T10:00:00Z"));
    assertThat(reading.rows()).extracting(SampleRow::wholeDay).containsExactly(false, true);
    assertThat(reading.bad().told().get(0)).contains("line 3").contains("came twice");
  }

  @Test
  void aDayThatHasBegunIsNoneOfTheFuture() {
    Path file =
        file(
            "date_utc,lon,lat,ssc_mg_l",
            "2024-07-01,5.5,52.5,12",
            "2024-07-02,5.5,52.5,13",
            "2024-07-03,5.5,52.5,14");
    Reading<SampleRow> reading =
        SampleFile.read(
            file, Conventions.none(Instant.parse("2024-07-02T08:00:00Z")), SampleDefaults.none());

    assertThat(reading.rows()).extracting(SampleRow::measuredMgL).containsExactly(12.0, 13.0);
    assertThat(reading.bad().told()).singleElement().asString().contains("line 4", "future");
  }

  @Test
  void aCommaThatMayPartThousandsIsNotGuessed() {
    Path file = file("time,lon,lat,ssc_mg_l", "2022-07-01T12:00Z,5.5,52.5,\"1,250\"");

    assertThat(fault(file, Conventions.none(NOW))).contains("may be 1.250 or 1250");
    assertThat(
            SampleFile.read(
                    file,
                    new Conventions(Map.of(), null, null, ',', null, Set.of(), NOW),
                    SampleDefaults.none())
                .bad()
                .told())
        // told that the comma is decimal, the coordinates' points are wrong
        .hasSize(2);
    assertThat(
            SampleFile.read(
                    file,
                    new Conventions(Map.of(), null, null, '.', null, Set.of(), NOW),
                    SampleDefaults.none())
                .rows())
        .extracting(SampleRow::measuredMgL)
        .containsExactly(1250.0);
    Path settled =
        file(
            "time,lon,lat,ssc_mg_l",
            "2022-07-01T12:00Z,5.5,52.5,\"1,250\"",
            "2022-07-01T13:00Z,5.5,52.5,\"12,5\"");
    assertThat(read(settled).rows()).extracting(SampleRow::measuredMgL).containsExactly(1.25, 12.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,lon,lat,turbidity_ntu     | turbidity_ntu is turbidity",
        "time,lon,lat,TSS (NTU)         | TSS (NTU) is turbidity",
        "time,lon,lat,ssc_mg_l,tss_mg_l | ssc_mg_l, tss_mg_l could each be the value",
        "time,lon,lat,chl_ug_l          | no column is its value",
        "time,ssc_mg_l                  | no column is its lon",
        "lon,lat,ssc_mg_l               | no column is its time",
        "datetime,date,time,lon,lat,ssc_mg_l | datetime and date both tell a time",
        "time,lon,lon,lat,ssc_mg_l      | columns 2 and 3 are both called lon"
      })
  void aFileThatCannotBeOneOfSamplesIsRefusedWhole(String header, String refusal) {
    assertThatThrownBy(() -> read(file(header, "a,b,c,d,e")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(refusal);
  }

  @Test
  void aRowWithoutAValueIsNoSampleAndNotWrong() {
    Reading<SampleRow> reading =
        read(
            file(
                "# from the laboratory",
                "time,lon,lat,ssc_mg_l",
                "2022-07-01T12:00Z,5.5,52.5,",
                "2022-07-01T13:00Z,5.5,52.5,NA",
                "",
                "2022-07-01T14:00Z,5.5,52.5,3"));

    assertThat(reading.rows()).hasSize(1);
    assertThat(reading.withoutValue()).isEqualTo(2);
    assertThat(reading.bad().rows()).isZero();
  }

  @Test
  void theGlacierRiversHoursAreSamplesOfOneStation() {
    Path file = RealData.at("sediment-series/djankuat_2017_hourly.csv");

    Reading<SampleRow> reading =
        SampleFile.read(
            file,
            Conventions.none(NOW),
            new SampleDefaults(null, "djankuat", 42.76, 43.2, 4326, null, null, null, null));

    assertThat(reading.bad().rows()).isZero();
    assertThat(reading.rows()).hasSize(852);
    assertThat(reading.withoutValue()).isEqualTo(2946 - 852);
    assertThat(reading.rows().get(0).externalId()).isEqualTo("djankuat 2017-06-06T09:00:00Z");
    assertThat(reading.rows().stream().mapToDouble(SampleRow::measuredMgL).max().orElseThrow())
        .isCloseTo(53_788, within(1.0));
  }

  @Test
  void realMatchupsWithDecimalCommasInMetresLieAtTheirStations() {
    Path file = RealData.at("sediment/RMD_sr_plus_ssc_1DAY.csv");
    requireGdal();

    Reading<SampleRow> reading =
        SampleFile.read(
            file,
            new Conventions(
                Map.of(Field.DATE, "date", Field.CLOCK, "time", Field.STATION, "loc_code"),
                null,
                ZoneId.of("Europe/Amsterdam"),
                null,
                null,
                Set.of(),
                NOW),
            SampleDefaults.none());

    SampleRow lobith =
        reading.rows().stream().filter(s -> s.station().equals("LOBPTN")).findFirst().orElseThrow();
    // the ponton at Lobith, where the Rhine enters the Netherlands
    assertThat(lobith.lon()).isCloseTo(6.11, within(0.02));
    assertThat(lobith.lat()).isCloseTo(51.85, within(0.02));
    assertThat(lobith.takenAt()).isEqualTo(Instant.parse("2022-02-12T11:00:00Z"));
    // one sample stands there once for each satellite that saw it
    assertThat(reading.rows().size() + reading.bad().rows()).isEqualTo(732);
    assertThat(reading.bad().told()).allMatch(line -> line.contains("is the sample of line"));
  }

  private static void requireGdal() {
    try {
      RasterLibrary.version();
    } catch (RasterLibraryMissing missing) {
      Assumptions.abort(missing.getMessage());
    }
  }
}
