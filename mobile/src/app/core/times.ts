import { inject, Injectable, signal } from '@angular/core';
import { dayOf } from './timeline';
import { Words } from './words';

const DAY_MS = 24 * 60 * 60 * 1000;
const TICK_MS = 20_000;
const SOON_MS = 1_000;

/** Says times in the customer's language and time zone. */
@Injectable({ providedIn: 'root' })
export class Times {
  private readonly words = inject(Words);
  private readonly time = this.format({ timeStyle: 'short' });
  private readonly date = this.format({ weekday: 'long', day: 'numeric', month: 'long' });
  private readonly longDate = this.format({ day: 'numeric', month: 'long', year: 'numeric' });
  private readonly full = this.format({ dateStyle: 'full', timeStyle: 'medium' });
  private readonly moment = this.format({ weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
  private readonly clock = signal(Date.now());
  private readonly quickClock = signal(Date.now());

  /** Moves on while the app is open, so that what says "today" is right after midnight too. */
  readonly now = this.clock.asReadonly();
  /** The same, by the second. */
  readonly soon = this.quickClock.asReadonly();

  constructor() {
    setInterval(() => this.clock.set(Date.now()), TICK_MS);
    setInterval(() => this.quickClock.set(Date.now()), SOON_MS);
  }

  timeOf(at: number): string {
    return this.time.format(at);
  }

  /** Day and time, short. */
  momentOf(at: number): string {
    return this.moment.format(at);
  }

  /** The date in words. */
  dateOf(at: number): string {
    return this.date.format(at);
  }

  exactly(at: number): string {
    return this.full.format(at);
  }

  dayOf(at: number): string {
    const now = this.now();
    if (dayOf(at) === dayOf(now)) return this.words.of('day.today');
    if (dayOf(at) === dayOf(now - DAY_MS)) return this.words.of('day.yesterday');
    return (now - at < 300 * DAY_MS ? this.date : this.longDate).format(at);
  }

  private format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(this.words.language, options);
  }
}
