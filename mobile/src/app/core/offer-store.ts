import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Keep } from '../platform/keep';
import { Api } from './api';
import { ChatStore } from './chat-store';
import { Loops } from './loop';
import type { Offer, OfferPage } from './model';
import { isTaken } from './problem';
import { Session } from './session';
import { Times } from './times';

const QUICK_MS = 5_000;
const SLOW_MS = 60_000;
const UNDO_MS = 6_000;

/** The one owner of the offers. */
@Injectable({ providedIn: 'root' })
export class OfferStore {
  private readonly api = inject(Api);
  private readonly keep = inject(Keep);
  private readonly times = inject(Times);
  private readonly session = inject(Session);
  private readonly chat = inject(ChatStore);
  private readonly known = signal<ReadonlyMap<string, Offer>>(new Map());
  private readonly dismissed = signal<ReadonlySet<string>>(new Set());
  private readonly looking = signal(false);
  private readonly loop = inject(Loops).of(() => this.poll());
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly told = new Set<string>();
  private cursor?: string;

  /** What is open, the newest first. */
  readonly offers = computed(() =>
    [...this.known().values()]
      .filter((offer) => !offer.acknowledged && !this.dismissed().has(offer.id))
      .filter(({ expiresAt }) => !expiresAt || Date.parse(expiresAt) > this.times.now())
      .sort((a, b) => b.seq - a.seq),
  );
  readonly count = computed(() => this.offers().length);
  readonly isLoaded = signal(false);

  constructor() {
    // The chat's polls know the badge of everything: a difference means that there are new offers.
    effect(() => {
      const elsewhere = this.chat.badge() - this.chat.unread();
      if (elsewhere !== untracked(this.count)) untracked(() => this.loop.wake());
    });
  }

  /** Takes up the dismissals that an earlier run of the app could not tell the server. */
  async open(): Promise<void> {
    const waiting = (await this.keep.read<string[]>(this.key)) ?? [];
    this.dismissed.set(new Set(waiting));
    this.loop.wake();
  }

  look(isLooking: boolean): void {
    this.looking.set(isLooking);
    if (isLooking) this.loop.wake();
  }

  refresh(): void {
    this.loop.wake();
  }

  /** Takes it from sight at once, and from the server when it cannot be undone any more. */
  dismiss(id: string): void {
    this.dismissed.update((ids) => new Set([...ids, id]));
    void this.note();
    this.timers.set(id, setTimeout(() => this.settle(id), UNDO_MS));
  }

  undo(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    void this.forget([id]);
  }

  private async poll(): Promise<number> {
    await this.acknowledge();
    const query = this.cursor ? `?cursor=${encodeURIComponent(this.cursor)}` : '';
    const { body } = await this.api.call<OfferPage>('GET', this.api.offers + query);
    const kept = body.reset || !this.cursor ? [] : [...this.known().values()];
    this.known.set(new Map([...kept, ...body.notifications].map((offer) => [offer.id, offer])));
    await this.forget(body.notifications.filter(({ acknowledged }) => acknowledged).map(({ id }) => id));
    const isMore = this.cursor !== undefined && body.notifications.length > 0;
    this.cursor = body.cursor;
    this.isLoaded.set(true);
    return isMore ? 0 : this.looking() ? QUICK_MS : SLOW_MS;
  }

  /** The server takes note and acts on it later: a dismissal is kept until its answers show it. */
  private async acknowledge(): Promise<void> {
    for (const id of this.dismissed()) {
      if (this.timers.has(id) || this.told.has(id)) continue;
      if (await isTaken(this.api.call('PUT', this.api.offers, { body: { id, acknowledged: true } }))) this.told.add(id);
      else await this.forget([id]);
    }
  }

  private async forget(ids: readonly string[]): Promise<void> {
    if (!ids.some((id) => this.dismissed().has(id))) return;
    this.dismissed.update((dismissed) => new Set([...dismissed].filter((id) => !ids.includes(id))));
    await this.note();
  }

  private settle(id: string): void {
    this.timers.delete(id);
    this.loop.wake();
  }

  private note(): Promise<void> {
    return this.keep.write(this.key, [...this.dismissed()]);
  }

  private get key(): string {
    return `dismissed/${this.session.user.id}`;
  }
}
