import type { Draft, Upload } from './draft';
import type { Author, Content, Message, Rich } from './model';
import { key } from './transcript';

/** Where a message of the customer is on its way. */
export type State = 'waiting' | 'sending' | 'sent' | 'delivered' | 'failed';

/** One thing in the conversation, whether the server has it or not. */
export interface Entry {
  readonly key: string;
  readonly id: string;
  readonly author: Author;
  readonly at: number;
  readonly text: string;
  readonly files: readonly Content[];
  readonly rich?: Rich;
  /** Absent while it is only on this phone. */
  readonly seq?: number;
  readonly state?: State;
  readonly failure?: string;
  readonly retryable: boolean;
  readonly isDraft: boolean;
  /** The file of a draft. */
  readonly upload?: Upload;
}

const STATES = { accepted: 'sent', sent: 'sent', published: 'delivered', failed: 'failed' } as const;

/** What the server has, in its order, and after it what it does not have yet, as it was said. */
export function entriesOf(
  messages: readonly Message[],
  drafts: readonly Draft[],
  current: string | undefined,
  hidden: ReadonlySet<string>,
  retried: ReadonlySet<string> = new Set(),
): readonly Entry[] {
  const there = messages
    .filter(({ id, status }) => !(status === 'failed' && hidden.has(id)))
    .map((message) => (message.status === 'failed' && retried.has(message.id) ? { ...ofMessage(message), state: 'waiting' as const } : ofMessage(message)));
  const own = new Set(messages.filter(({ author }) => author === 'customer').map(({ id }) => id));
  return [...there, ...drafts.filter(({ id }) => !own.has(id)).map((draft) => ofDraft(draft, draft.id === current))];
}

const made = new WeakMap<Message, Entry>();

/** The same entry for the same message, so that only what changed is drawn anew. */
function ofMessage(message: Message): Entry {
  const known = made.get(message);
  if (known) return known;
  const entry: Entry = {
    key: key(message),
    id: message.id,
    author: message.author,
    at: Date.parse(message.channelTime),
    text: shownText(message),
    files: (message.content ?? []).filter(({ contentType }) => contentType === 'Attachment'),
    rich: message.rich ?? undefined,
    seq: message.seq,
    state: message.author === 'customer' ? STATES[message.status ?? 'accepted'] : undefined,
    retryable: message.failure?.retryable ?? true,
    isDraft: false,
  };
  made.set(message, entry);
  return entry;
}

/** A reply, a place and a code have their text in what is drawn for them. */
function shownText({ text, rich }: Message): string {
  if (rich?.kind === 'qrCode' || rich?.kind === 'location' || rich?.kind === 'ended') return '';
  return text ?? (rich?.kind === 'reply' ? rich.text : '');
}

function ofDraft(draft: Draft, isCurrent: boolean): Entry {
  const { id, location, upload, failure } = draft;
  return {
    key: key({ author: 'customer', id }),
    id,
    author: 'customer',
    at: Date.parse(draft.at),
    text: draft.text ?? draft.reply?.text ?? '',
    files: [],
    rich: location ? { kind: 'location', ...location } : undefined,
    state: draft.state === 'failed' ? 'failed' : draft.state === 'accepted' ? 'sent' : isCurrent ? 'sending' : 'waiting',
    failure,
    retryable: failure !== 'lost',
    isDraft: true,
    upload,
  };
}
