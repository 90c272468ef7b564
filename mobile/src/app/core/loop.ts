import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Connection } from '../platform/connection';
import { backOff } from './problem';

/** Makes loops that rest while the app is not looked at or has no connection. */
@Injectable({ providedIn: 'root' })
export class Loops {
  private readonly connection = inject(Connection);

  /** @param act resolves to the pause until the next time, in milliseconds */
  of(act: () => Promise<number>): Loop {
    const loop = new Loop(act);
    effect(() => {
      const awake = this.connection.online() && this.connection.visible();
      untracked(() => (awake ? loop.start() : loop.stop()));
    });
    return loop;
  }
}

/** Does something again and again, one at a time; the pauses grow while it fails. */
export class Loop {
  private timer?: ReturnType<typeof setTimeout>;
  private running = false;
  private again = false;
  private stopped = true;
  private readonly failed = signal(0);

  /** How often it has failed since it last succeeded. */
  readonly failures = this.failed.asReadonly();

  constructor(private readonly act: () => Promise<number>) {}

  start(): void {
    this.stopped = false;
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Does it now, or once more when it is just being done. */
  wake(): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    if (this.running) this.again = true;
    else void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    this.again = false;
    const pause = await this.attempt();
    this.running = false;
    this.rest(pause);
  }

  private rest(pause: number): void {
    if (!this.stopped) this.timer = setTimeout(() => this.wake(), this.again ? 0 : pause);
  }

  private async attempt(): Promise<number> {
    try {
      const pause = await this.act();
      this.failed.set(0);
      return pause;
    } catch (problem) {
      this.failed.update((count) => count + 1);
      return backOff(this.failed(), problem);
    }
  }
}
