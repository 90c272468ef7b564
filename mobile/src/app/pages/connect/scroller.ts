const END_PX = 48;
const SHOW_PX = 72;

/**
 * Keeps a scrolled list steady: at its end it stays there, elsewhere the first row in sight stays where it
 * is, whatever is added or grows above it.
 */
export class Scroller {
  private anchor?: { readonly element: HTMLElement; readonly top: number };
  private following = true;
  private noted = 0;
  private readonly observer = new ResizeObserver(() => this.resized());
  private pending = 0;

  constructor(
    private readonly frame: HTMLElement,
    private readonly list: HTMLElement,
    private readonly moved: () => void,
    private readonly resized: () => void,
  ) {
    this.observer.observe(frame);
    this.observer.observe(list);
    frame.addEventListener('scroll', this.scrolled, { passive: true });
  }

  stop(): void {
    this.observer.disconnect();
    this.frame.removeEventListener('scroll', this.scrolled);
    cancelAnimationFrame(this.pending);
  }

  /** Returns false while another page is in front. */
  isShown(): boolean {
    return this.frame.clientHeight > 0;
  }

  /** How much there is above and below what is in sight, in pixels. */
  above(): number {
    return this.frame.scrollTop;
  }

  below(): number {
    return this.frame.scrollHeight - this.frame.clientHeight - this.frame.scrollTop;
  }

  isAtEnd(): boolean {
    return this.below() < END_PX;
  }

  /** Goes to the end and stays there. */
  follow(): void {
    this.following = true;
    this.frame.scrollTop = this.frame.scrollHeight;
  }

  /** Puts a row near the top. */
  show(element: HTMLElement): void {
    const top = element.getBoundingClientRect().top - this.frame.getBoundingClientRect().top;
    this.frame.scrollTop += top - SHOW_PX;
    this.following = this.isAtEnd();
    this.note();
  }

  /** Undoes what a change did to the place, but not what the reader has done since: a scroll is told a frame late. */
  keep(): void {
    const scrolled = this.frame.scrollTop - this.noted;
    if (scrolled < 0) this.following = this.isAtEnd();
    if (this.following) this.frame.scrollTop = this.frame.scrollHeight;
    else if (this.anchor?.element.isConnected) this.frame.scrollTop += this.topOf(this.anchor.element) - this.anchor.top + scrolled;
    this.note();
  }

  /** The number of the last message that is fully in sight; 0 if there is none. */
  seenUpTo(): number {
    const bottom = this.frame.getBoundingClientRect().bottom;
    const rows = this.rows();
    for (let index = firstWith(rows, (row) => row.getBoundingClientRect().bottom > bottom + 1) - 1; index >= 0; index--) {
      const seq = Number(rows[index]?.dataset.seq);
      if (seq) return seq;
    }
    return 0;
  }

  private readonly scrolled = (): void => {
    this.following = this.isAtEnd();
    this.note();
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0;
      this.moved();
    });
  };

  private note(): void {
    this.noted = this.frame.scrollTop;
    const top = this.frame.getBoundingClientRect().top;
    const rows = this.rows();
    const element = rows[firstWith(rows, (row) => row.getBoundingClientRect().bottom > top)];
    this.anchor = element && { element, top: this.topOf(element) };
  }

  private topOf(element: HTMLElement): number {
    return element.getBoundingClientRect().top;
  }

  private rows(): HTMLElement[] {
    return [...this.list.children] as HTMLElement[];
  }
}

/** The index of the first that fits, where all after it fit too; the length if none does. */
export function firstWith<T>(all: readonly T[], fits: (one: T) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(all[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
