import type { Entry } from './entry';

export interface EntryRow {
  readonly kind: 'entry';
  readonly key: string;
  readonly entry: Entry;
  /** Whether a group of one author's messages begins or ends here. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** What stands one below the other in the conversation. */
export type Row =
  | EntryRow
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'ended'; readonly key: string; readonly by: 'customer' | 'agent' | 'flow' | 'system' }
  | { readonly kind: 'system'; readonly key: string; readonly text: string };

const CLOSE_MS = 5 * 60 * 1000;

/** @param unreadFrom the key of the entry above which the mark of what is new stands */
export function timelineOf(entries: readonly Entry[], unreadFrom: string | undefined): readonly Row[] {
  const rows: Row[] = [];
  entries.forEach((entry, index) => {
    const previous = entries[index - 1];
    const next = entries[index + 1];
    if (!previous || !sameDay(previous.at, entry.at)) rows.push({ kind: 'day', key: `day/${dayOf(entry.at)}/${entry.key}`, at: entry.at });
    if (entry.key === unreadFrom) rows.push({ kind: 'unread', key: 'unread' });
    const isFirst = !previous || !together(previous, entry) || entry.key === unreadFrom;
    const isLast = !next || !together(entry, next) || next.key === unreadFrom;
    rows.push(rowOf(entry, isFirst, isLast));
  });
  return rows;
}

function rowOf(entry: Entry, isFirst: boolean, isLast: boolean): Row {
  const { key, rich } = entry;
  if (rich?.kind === 'ended') return { kind: 'ended', key, by: rich.by };
  if (entry.author === 'system') return { kind: 'system', key, text: entry.text };
  return { kind: 'entry', key, entry, isFirst, isLast };
}

function together(one: Entry, other: Entry): boolean {
  const isTalk = one.author !== 'system' && one.rich?.kind !== 'ended' && other.rich?.kind !== 'ended';
  return isTalk && one.author === other.author && other.at - one.at < CLOSE_MS && sameDay(one.at, other.at);
}

function sameDay(one: number, other: number): boolean {
  return dayOf(one) === dayOf(other);
}

/** The day on the phone's own clock. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
