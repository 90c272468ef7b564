package tidings.local.template;

/** Where a value stands: line and column count from 1, the path starts at the section. */
record Place(String file, int line, int column, String path) {

  /** The fault of what stands here. */
  TemplateFault fault(String what) {
    return new TemplateFault("%s:%d:%d: %s: %s".formatted(file, line, column, path, what));
  }
}
