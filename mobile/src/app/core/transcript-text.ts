import type { Entry } from './entry';
import type { Times } from './times';
import type { Words } from './words';

/** The conversation as plain text, for the customer to keep. */
export function asText(entries: readonly Entry[], words: Words, times: Times): string {
  return entries.map((entry) => `${times.exactly(entry.at)}\n${nameOf(entry, words)}: ${contentOf(entry, words)}\n`).join('\n');
}

export function nameOf({ author }: Pick<Entry, 'author'>, words: Words): string {
  return words.of(author === 'customer' ? 'name.you' : author === 'bot' ? 'name.bot' : 'name.agent');
}

/** What an entry says, in words. */
export function contentOf({ text, files, rich, upload }: Entry, words: Words): string {
  const names = files.map(({ attachmentFilename }) => attachmentFilename ?? words.of('file.file'));
  const drawn = rich?.kind === 'qrCode' ? rich.value : rich?.kind === 'location' ? `${rich.latitude}, ${rich.longitude}` : '';
  const ended = rich?.kind === 'ended' ? words.of(`ended.${rich.by}`) : '';
  return [text, drawn, ended, ...names, upload?.filename].filter(Boolean).join(' · ');
}
