import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Keep } from '../platform/keep';
import { Api } from './api';
import { entriesOf, type Entry } from './entry';
import { Intents } from './intents';
import { Loops } from './loop';
import type { Message, Page } from './model';
import { Outbox } from './outbox';
import { isTaken } from './problem';
import { Session } from './session';
import { SETTINGS } from './settings';
import { backward, forward, NOTHING, readTo, refreshed, type Transcript } from './transcript';

const FIRST_PAGE = 60;
const PAGE = 100;
const KEPT_MESSAGES = 60;
const LARGEST_PAGE = 200;
const LEAST_PAUSE_MS = 400;
const MOST_PAUSE_MS = 60_000;
/** While the chat is not looked at, polls only keep the badge right. */
const ASIDE_PAUSE_MS = 10_000;

type Query = Readonly<Record<string, string | number>>;

/** The one owner of the conversation: what the server knows, and what is still in the outbox. */
@Injectable({ providedIn: 'root' })
export class ChatStore {
  private readonly api = inject(Api);
  private readonly keep = inject(Keep);
  private readonly outbox = inject(Outbox);
  private readonly session = inject(Session);
  private readonly settings = inject(SETTINGS);
  private readonly known = signal<Transcript>(NOTHING);
  private readonly hidden = signal<ReadonlySet<string>>(new Set());
  private readonly retries = new Intents();
  private readonly answered = signal(0);
  private readonly aside = signal(true);
  private readonly loop = inject(Loops).of(() => this.poll());
  private etag: string | null = null;
  private earlierRequest?: Promise<void>;
  private readUpTo = 0;
  private toldUpTo = 0;
  private steeredMs = 3000;

  readonly entries = computed<readonly Entry[]>(() =>
    entriesOf(this.known().messages, this.outbox.drafts(), this.outbox.current(), this.hidden(), this.retries.ids()),
  );
  readonly unread = computed(() => this.known().unread);
  readonly badge = computed(() => this.known().badge);
  readonly typingUntil = computed(() => this.known().typingUntil);
  readonly hasEarlier = computed(() => this.known().before !== null);
  /** When the server last answered, in milliseconds; 0 before that. */
  readonly answeredAt = this.answered.asReadonly();
  readonly failures = computed(() => Math.max(this.loop.failures(), this.outbox.failures()));

  constructor() {
    effect(() => {
      this.known();
      untracked(() => void this.settle());
    });
    effect(() => {
      if (this.outbox.drafts().some(({ state }) => state === 'accepted')) untracked(() => this.loop.wake());
    });
  }

  /** Shows what was there when the app was last open, until the server has answered. */
  async open(): Promise<void> {
    this.hidden.set(new Set((await this.keep.read<string[]>(this.key('hidden'))) ?? []));
    const messages = (await this.keep.read<Message[]>(this.key('messages'))) ?? [];
    if (this.known().cursor === null) this.known.update((known) => ({ ...known, messages }));
    await this.outbox.open();
    this.loop.wake();
  }

  /** Whether the customer looks at the chat: polls are quick then. */
  look(isLooking: boolean): void {
    this.aside.set(!isLooking);
    if (isLooking) this.refresh();
  }

  /** Asks and sends at once. */
  refresh(): void {
    this.loop.wake();
    this.outbox.wake();
  }

  /** Brings the page before the ones that are here; one at a time. */
  earlier(): Promise<void> {
    const { before } = this.known();
    if (before === null) return Promise.resolve();
    this.earlierRequest ??= this.page({ before, limit: PAGE })
      .then((page) => this.known.update((known) => backward(known, page)))
      .finally(() => (this.earlierRequest = undefined));
    return this.earlierRequest;
  }

  /** Counts as read at once; the server is told with the next poll. */
  read(upTo: number): void {
    if (upTo <= this.readUpTo || this.unread() === 0) return;
    this.readUpTo = upTo;
    this.known.update((known) => readTo(known, upTo));
    this.loop.wake();
  }

  /** Tries a message again that the server or the phone could not send; the server is told with the next poll. */
  async retry({ id, isDraft }: Entry): Promise<void> {
    if (isDraft) return this.outbox.retry(id);
    this.retries.add(id);
    this.loop.wake();
  }

  /** Takes a failed message from the sight of this customer on this phone. */
  async remove({ id, isDraft }: Entry): Promise<void> {
    if (isDraft) return this.outbox.remove(id);
    this.hidden.update((ids) => new Set([...ids, id]));
    await this.keep.write(this.key('hidden'), [...this.hidden()]);
  }

  async end(): Promise<void> {
    await this.api.call('POST', `${this.api.chat}/end`);
    this.loop.wake();
  }

  /** Gets new links for files: theirs work for ten minutes. */
  async refreshLinks(seq: number): Promise<void> {
    let before: string | null | undefined;
    do {
      const page: Page = await this.page({ ...(before ? { before } : {}), limit: LARGEST_PAGE });
      this.known.update((known) => refreshed(known, page));
      if (page.messages.some((message) => message.seq <= seq)) return;
      before = page.before;
    } while (before);
  }

  private async poll(): Promise<number> {
    const pause = await this.ask();
    await this.tell();
    return pause;
  }

  private async ask(): Promise<number> {
    const { cursor } = this.known();
    const query: Query = cursor === null ? { limit: FIRST_PAGE } : { cursor, limit: PAGE };
    const { status, body, etag } = await this.get(query, cursor === null ? null : this.etag);
    this.answered.set(Date.now());
    if (status === 304) return this.pause(undefined);
    this.etag = etag;
    if (body.reset) this.readUpTo = this.toldUpTo = 0;
    this.known.set(readTo(forward(this.known(), body), this.readUpTo));
    this.retries.settle((id) => body.reset || body.updates.some((update) => update.id === id));
    const isMore = cursor !== null && body.messages.length + body.updates.length > 0;
    return isMore ? 0 : this.pause(body.nextPollMs);
  }

  private async tell(): Promise<void> {
    await this.retries.tell((id) => this.api.call('POST', `${this.api.chat}/messages/${encodeURIComponent(id)}/retry`));
    const upTo = this.readUpTo;
    if (upTo <= this.toldUpTo) return;
    await isTaken(this.api.call('PUT', `${this.api.chat}/read`, { body: { upTo } }));
    this.toldUpTo = upTo;
  }

  private pause(asked: number | undefined): number {
    if (asked !== undefined && Number.isFinite(asked)) this.steeredMs = Math.min(MOST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, asked));
    return this.aside() ? Math.max(this.steeredMs, ASIDE_PAUSE_MS) : this.steeredMs;
  }

  private async settle(): Promise<void> {
    const { messages, cursor } = this.known();
    if (cursor === null) return;
    const own = new Set(messages.filter(({ author }) => author === 'customer').map(({ id }) => id));
    await this.outbox.settle((id) => own.has(id));
    await this.keep.write(this.key('messages'), messages.slice(-KEPT_MESSAGES));
  }

  private async page(query: Query): Promise<Page> {
    return (await this.get(query, null)).body;
  }

  private get(query: Query, etag: string | null) {
    const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    return this.api.call<Page>('GET', `${this.api.chat}?${text.toString()}`, { etag });
  }

  private key(name: string): string {
    return `${name}/${this.settings.integrationId}/${this.session.user.id}`;
  }
}
