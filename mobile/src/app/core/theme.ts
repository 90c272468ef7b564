type Rgb = readonly [number, number, number];

/** Puts the company's colours, given as `#rrggbb`, where the style sheet takes them from. */
export function paint(colours: { readonly light: string; readonly dark: string }): void {
  for (const scheme of ['light', 'dark'] as const) {
    const rgb = parse(colours[scheme]);
    const style = document.documentElement.style;
    style.setProperty(`--brand-${scheme}`, colours[scheme]);
    style.setProperty(`--brand-${scheme}-rgb`, rgb.join(','));
    style.setProperty(`--on-brand-${scheme}`, ink(rgb));
  }
}

function parse(colour: string): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!hex) throw new Error(`The colour ${colour} is not of the form #rrggbb`);
  return [1, 2, 3].map((part) => parseInt(hex[part] ?? '', 16)) as unknown as Rgb;
}

/** Black or white, whichever reads better on the colour (WCAG 2.2, relative luminance). */
export function ink(rgb: Rgb): string {
  const [red, green, blue] = rgb.map((part) => linear(part / 255)) as unknown as Rgb;
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#0b1512';
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
