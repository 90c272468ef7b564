package tidings.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A chart of lines on logarithmic axes, as SVG; points are above zero.
 *
 * @param x what the horizontal axis shows
 */
record Plot(String title, String x, List<Line> lines) {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 300;
  private static final int LEFT = 60;
  private static final int MOST_TICKS = 8;
  private static final int TOP = 84;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#d1495b", "#3a8f5c", "#8d6a9f");

  record Point(double x, double y) {}

  record Line(String name, List<Point> points) {
    Line {
      points = List.copyOf(points);
    }
  }

  Plot {
    lines = List.copyOf(lines);
  }

  /** The charts below each other, two in a row. */
  static String svg(List<Plot> plots) {
    int rows = (plots.size() + 1) / 2;
    int width = 2 * (WIDTH + 100);
    int height = rows * (HEIGHT + 150);
    var svg = new ArrayList<String>();
    svg.add(
        String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
                + " font-family='sans-serif' font-size='12'>",
            width,
            height,
            width,
            height));
    svg.add("<rect width='100%' height='100%' fill='white'/>");
    for (int i = 0; i < plots.size(); i++) {
      svg.add(
          String.format(
              Locale.ROOT,
              "<g transform='translate(%d,%d)'>",
              i % 2 * width / 2,
              i / 2 * (HEIGHT + 150)));
      svg.addAll(plots.get(i).parts());
      svg.add("</g>");
    }
    svg.add("</svg>");
    return String.join("\n", svg) + "\n";
  }

  private List<String> parts() {
    var across = Scale.of(lines.stream().flatMap(line -> line.points.stream()).map(Point::x));
    var up = Scale.of(lines.stream().flatMap(line -> line.points.stream()).map(Point::y));
    var parts = new ArrayList<String>();
    parts.add(
        String.format(
            Locale.ROOT, "<text x='%d' y='20' font-weight='bold'>%s</text>", LEFT, title));
    parts.add(label(LEFT + WIDTH / 2.0, TOP + HEIGHT + 36, "middle", x));
    for (double tick : across.ticks()) {
      double at = LEFT + across.share(tick) * WIDTH;
      parts.add(stroke(at, TOP, at, TOP + HEIGHT));
      parts.add(label(at, TOP + HEIGHT + 16, "middle", number(tick)));
    }
    for (double tick : up.ticks()) {
      double at = TOP + HEIGHT - up.share(tick) * HEIGHT;
      parts.add(stroke(LEFT, at, LEFT + WIDTH, at));
      parts.add(label(LEFT - 6, at + 4, "end", number(tick)));
    }
    for (int i = 0; i < lines.size(); i++) {
      parts.addAll(drawn(lines.get(i), COLOURS.get(i), across, up));
      parts.add(String.format(Locale.ROOT, "<g fill='%s'>", COLOURS.get(i)));
      parts.add(label(LEFT, 38 + 16 * i, "start", lines.get(i).name));
      parts.add("</g>");
    }
    return parts;
  }

  private static List<String> drawn(Line line, String colour, Scale across, Scale up) {
    var parts = new ArrayList<String>();
    var way = new StringBuilder();
    for (Point point : line.points) {
      double x = LEFT + across.share(point.x) * WIDTH;
      double y = TOP + HEIGHT - up.share(point.y) * HEIGHT;
      way.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      parts.add(
          String.format(
              Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", x, y, colour));
    }
    parts.add(
        String.format(
            Locale.ROOT,
            "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
            way,
            colour));
    return parts;
  }

  private static String stroke(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT, "<path d='M%.1f %.1fL%.1f %.1f' stroke='#ddd'/>", x1, y1, x2, y2);
  }

  private static String label(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, words);
  }

  private static String number(double value) {
    return value < 1
        ? Double.toString(value)
        : String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  /** Where values lie between the powers of ten, or halves of them, around all of them. */
  private record Scale(double low, double high) {

    static Scale of(Stream<Double> values) {
      var sorted = values.sorted().toList();
      double low = steps().filter(step -> step <= sorted.getFirst()).reduce(1e-3, (_, b) -> b);
      double high = steps().filter(step -> step >= sorted.getLast()).findFirst().orElse(1e9);
      return new Scale(low, high == low ? 10 * low : high);
    }

    private static Stream<Double> steps() {
      return Stream.iterate(1e-3, power -> power < 1e9, power -> power * 10)
          .flatMap(power -> Stream.of(1, 2, 5).map(times -> rounded(power * times)));
    }

    private static double rounded(double value) {
      return Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
    }

    List<Double> ticks() {
      List<Double> all = steps().filter(step -> step >= low && step <= high).toList();
      return all.size() <= MOST_TICKS ? all : all.stream().filter(Scale::isPowerOfTen).toList();
    }

    private static boolean isPowerOfTen(double value) {
      return Math.abs(Math.log10(value) - Math.rint(Math.log10(value))) < 1e-6;
    }

    /** From 0 at the lowest to 1 at the highest. */
    double share(double value) {
      return Math.log(value / low) / Math.log(high / low);
    }
  }
}
