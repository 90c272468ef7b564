import { aMessage } from '../../testing/fakes';
import { entriesOf } from './entry';
import type { Message } from './model';
import { timelineOf } from './timeline';

const rowsOf = (messages: readonly Message[], unreadFrom?: string) => timelineOf(entriesOf(messages, [], undefined, new Set()), unreadFrom);

describe('the timeline', () => {
  it('begins each day with a line', () => {
    const rows = rowsOf([aMessage(1), aMessage(2, { channelTime: '2026-01-06T09:00:00Z' })]);

    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'entry', 'day', 'entry']);
  });

  it('holds together what one author says close in time', () => {
    const rows = rowsOf([aMessage(1), aMessage(2), aMessage(3, { author: 'bot' }), aMessage(20, { author: 'bot' })]);

    expect(rows.flatMap((row) => (row.kind === 'entry' ? [[row.isFirst, row.isLast]] : []))).toEqual([
      [true, false], [false, true], [true, true], [true, true],
    ]);
  });

  it('marks where the unread messages begin, which parts a group', () => {
    const rows = rowsOf([aMessage(1), aMessage(2)], 'other/m-2');

    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'entry', 'unread', 'entry']);
    expect(rows[1]).toMatchObject({ isLast: true });
  });

  it('tells the end of a conversation as a line', () => {
    const rows = rowsOf([aMessage(1, { author: 'system', type: 'System', rich: { kind: 'ended', by: 'agent' } })]);

    expect(rows[1]).toMatchObject({ kind: 'ended', by: 'agent' });
  });
});
