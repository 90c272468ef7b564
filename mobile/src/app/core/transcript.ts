import type { Message, Page, Update } from './model';

/** What is known of the conversation; every answer of the API makes a new one of it. */
export interface Transcript {
  /** In the order of `seq`. */
  readonly messages: readonly Message[];
  readonly cursor: string | null;
  /** Where history goes on; null at its start. */
  readonly before: string | null;
  readonly unread: number;
  readonly badge: number;
  /** Until when the agent is typing, in milliseconds; 0 if not. */
  readonly typingUntil: number;
}

export const NOTHING: Transcript = { messages: [], cursor: null, before: null, unread: 0, badge: 0, typingUntil: 0 };

/** Takes what is new or changed; a reset, and the first page, replace everything. */
export function forward(known: Transcript, page: Page): Transcript {
  const anew = page.reset || known.cursor === null;
  const typing = page.typing ? Date.parse(page.typing.until) : 0;
  return {
    messages: updated(joined(anew ? [] : known.messages, page.messages), page.updates),
    cursor: page.cursor ?? known.cursor,
    before: anew ? page.before : known.before,
    unread: page.unread,
    badge: page.badge,
    typingUntil: Number.isFinite(typing) ? typing : 0,
  };
}

/** Takes what came before. */
export function backward(known: Transcript, page: Page): Transcript {
  return { ...known, messages: joined(known.messages, page.messages), before: page.before };
}

/** Takes fresh links of the files that are known. */
export function refreshed(known: Transcript, page: Page): Transcript {
  const fresh = new Map(page.messages.map((message) => [key(message), message.content]));
  const messages = known.messages.map((message) => ({ ...message, content: fresh.get(key(message)) ?? message.content }));
  return { ...known, messages };
}

/** Counts what is read here as read, also while the server has only taken note of it. */
export function readTo(known: Transcript, upTo: number): Transcript {
  if (upTo === 0) return known;
  const left = known.messages.filter(({ author, seq }) => (author === 'agent' || author === 'bot') && seq > upTo).length;
  const unread = Math.min(known.unread, left);
  return { ...known, unread, badge: known.badge - known.unread + unread };
}

/** The customer's ids and the others' are made in different places, so they may be alike. */
export function key({ author, id }: Pick<Message, 'author' | 'id'>): string {
  return `${author === 'customer' ? 'own' : 'other'}/${id}`;
}

function joined(known: readonly Message[], fresh: readonly Message[]): readonly Message[] {
  if (fresh.length === 0) return known;
  const all = new Map(known.map((message) => [key(message), message]));
  for (const message of fresh) all.set(key(message), message);
  return [...all.values()].sort((a, b) => a.seq - b.seq);
}

function updated(messages: readonly Message[], updates: readonly Update[]): readonly Message[] {
  if (updates.length === 0) return messages;
  const byId = new Map<string, Update[]>();
  for (const update of updates) byId.set(update.id, [...(byId.get(update.id) ?? []), update]);
  return messages.map((message) => (byId.get(message.id) ?? []).reduce(changed, message));
}

function changed(message: Message, { status, failure, content }: Update): Message {
  return {
    ...message,
    status: status ?? message.status,
    failure: status && status !== 'failed' ? null : (failure ?? message.failure),
    content: content ?? message.content,
  };
}
