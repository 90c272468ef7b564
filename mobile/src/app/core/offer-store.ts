import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Keep } from '../platform/keep';
import { Api } from './api';
import { ChatStore } from './chat-store';
import { Intents } from './intents';
import { Loops } from './loop';
import type { Offer, OfferPage } from './model';
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
  private readonly dismissed = new Intents();
  private readonly looking = signal(false);
  private readonly loop = inject(Loops).of(() => this.poll());
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private noted = this.dismissed.ids();
  private cursor?: string;

  /** What is open, the newest first. */
  readonly offers = computed(() =>
    [...this.known().values()]
      .filter((offer) => !offer.acknowledged && !this.dismissed.ids().has(offer.id))
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
    this.dismissed.add(...((await this.keep.read<string[]>(this.key)) ?? []));
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
    this.dismissed.add(id);
    void this.note();
    this.timers.set(id, setTimeout(() => this.settle(id), UNDO_MS));
  }

  undo(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.dismissed.drop(id);
    void this.note();
  }

  private async poll(): Promise<number> {
    const pause = await this.ask();
    await this.dismissed
      .tell((id) => this.api.call('PUT', this.api.offers, { body: { id, acknowledged: true } }), (id) => !this.timers.has(id))
      .finally(() => this.note());
    return pause;
  }

  private async ask(): Promise<number> {
    const query = this.cursor ? `?cursor=${encodeURIComponent(this.cursor)}` : '';
    const { body } = await this.api.call<OfferPage>('GET', this.api.offers + query);
    const kept = body.reset || !this.cursor ? [] : [...this.known().values()];
    this.known.set(new Map([...kept, ...body.notifications].map((offer) => [offer.id, offer])));
    this.dismissed.drop(...body.notifications.filter(({ acknowledged }) => acknowledged).map(({ id }) => id));
    const isMore = this.cursor !== undefined && body.notifications.length > 0;
    this.cursor = body.cursor;
    this.isLoaded.set(true);
    return isMore ? 0 : this.looking() ? QUICK_MS : SLOW_MS;
  }

  private settle(id: string): void {
    this.timers.delete(id);
    this.loop.wake();
  }

  private async note(): Promise<void> {
    const ids = this.dismissed.ids();
    if (ids === this.noted) return;
    this.noted = ids;
    await this.keep.write(this.key, [...ids]);
  }

  private get key(): string {
    return `dismissed/${this.session.user.id}`;
  }
}
