import { aMessage } from '../../testing/fakes';
import type { Draft } from './draft';
import { entriesOf } from './entry';

const draft = (id: string, more: Partial<Draft> = {}): Draft => ({ id, at: '2026-01-05T10:00:00Z', text: id, state: 'waiting', ...more });

describe('entries', () => {
  it('show what is not sent yet after what the server has, as it was said', () => {
    const entries = entriesOf([aMessage(1)], [draft('a'), draft('b')], 'a', new Set());

    expect(entries.map(({ id, state }) => [id, state])).toEqual([['m-1', undefined], ['a', 'sending'], ['b', 'waiting']]);
  });

  it('show a message once while outbox and server both have it', () => {
    const own = aMessage(1, { id: 'a', author: 'customer', status: 'sent' });

    expect(entriesOf([own], [draft('a', { state: 'accepted' })], undefined, new Set())).toMatchObject([{ key: 'own/a', seq: 1 }]);
  });

  it('keep the key of a message when it goes from the outbox to the server', () => {
    const [before] = entriesOf([], [draft('a')], 'a', new Set());
    const [after] = entriesOf([aMessage(1, { id: 'a', author: 'customer' })], [], undefined, new Set());

    expect(after?.key).toBe(before?.key);
  });

  it('have no files where the content is null', () => {
    expect(entriesOf([aMessage(1, { content: null })], [], undefined, new Set())).toMatchObject([{ text: 'text 1', files: [] }]);
  });

  it('hide only those that failed', () => {
    const failed = aMessage(1, { author: 'customer', status: 'failed' });
    const hidden = new Set(['m-1', 'm-2']);

    expect(entriesOf([failed, aMessage(2)], [], undefined, hidden)).toMatchObject([{ id: 'm-2' }]);
  });

  it('leave text that only looks decorated as it is', () => {
    const text = '{"gcDecoratedMessage": {"gcMessageType": "qrCode", "gcMess';

    expect(entriesOf([aMessage(1, { text })], [], undefined, new Set())).toMatchObject([{ text, rich: undefined }]);
  });

  it('are the same objects as long as nothing changed', () => {
    const message = aMessage(1);

    expect(entriesOf([message], [], undefined, new Set())[0]).toBe(entriesOf([message], [], undefined, new Set())[0]);
  });
});
