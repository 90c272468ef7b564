package tidings.local.lambda;

/** A pattern of a policy, in which {@code *} is any text and {@code ?} any one character. */
record Glob(String pattern) {

  /** Returns true if the whole text fits. */
  boolean matches(String text) {
    int at = 0;
    int star = -1;
    int retry = 0;
    int index = 0;
    while (index < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = index;
      } else if (at < pattern.length() && fits(pattern.charAt(at), text.charAt(index))) {
        at++;
        index++;
      } else if (star >= 0) {
        at = star + 1;
        index = ++retry;
      } else {
        return false;
      }
    }
    return pattern.substring(at).chars().allMatch(rest -> rest == '*');
  }

  private static boolean fits(char wanted, char found) {
    return wanted == '?' || wanted == found;
  }
}
