import { signal } from '@angular/core';
import { isTaken } from './problem';

/**
 * What the server is to do with something, by its id. It takes note at once and acts later, so its next answers need not know of it:
 * an intent is held until one of them shows what became of it.
 */
export class Intents {
  private readonly held = signal<ReadonlySet<string>>(new Set());
  private readonly told = new Set<string>();

  readonly ids = this.held.asReadonly();

  add(...ids: readonly string[]): void {
    this.held.update((held) => new Set([...held, ...ids]));
  }

  drop(...ids: readonly string[]): void {
    if (!ids.some((id) => this.held().has(id))) return;
    for (const id of ids) this.told.delete(id);
    this.held.update((held) => new Set([...held].filter((id) => !ids.includes(id))));
  }

  /** Drops what was told, where an answer shows what became of it. */
  settle(isShown: (id: string) => boolean): void {
    this.drop(...[...this.told].filter(isShown));
  }

  /** Tells what is due and was not told yet; what the server refuses for good is dropped. */
  async tell(send: (id: string) => Promise<unknown>, isDue: (id: string) => boolean = () => true): Promise<void> {
    for (const id of this.held()) {
      if (this.told.has(id) || !isDue(id)) continue;
      if (await isTaken(send(id))) this.told.add(id);
      else this.drop(id);
    }
  }
}
