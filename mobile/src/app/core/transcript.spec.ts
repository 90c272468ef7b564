import { aMessage, aPage } from '../../testing/fakes';
import { backward, forward, NOTHING, refreshed } from './transcript';

describe('the transcript', () => {
  it('takes new messages in the order of their numbers', () => {
    const first = forward(NOTHING, aPage({ messages: [aMessage(2)] }));

    const next = forward(first, aPage({ messages: [aMessage(4), aMessage(3)] }));

    expect(next.messages.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });

  it('takes a message once, however often it comes', () => {
    const first = forward(NOTHING, aPage({ messages: [aMessage(1)] }));

    expect(forward(first, aPage({ messages: [aMessage(1)] })).messages).toHaveLength(1);
  });

  it('keeps apart the same id of both sides', () => {
    const page = aPage({ messages: [aMessage(1, { id: 'x' }), aMessage(2, { id: 'x', author: 'customer' })] });

    expect(forward(NOTHING, page).messages).toHaveLength(2);
  });

  it('takes changes of state, in their order', () => {
    const first = forward(NOTHING, aPage({ messages: [aMessage(1, { author: 'customer', status: 'accepted' })] }));

    const next = forward(first, aPage({ updates: [{ id: 'm-1', seq: 2, status: 'sent' }, { id: 'm-1', seq: 3, status: 'published' }] }));

    expect(next.messages[0]?.status).toBe('published');
  });

  it('forgets why a message failed when it is tried again', () => {
    const failed = aMessage(1, { author: 'customer', status: 'failed', failure: { code: '500', message: 'no', retryable: true } });
    const first = forward(NOTHING, aPage({ messages: [failed] }));

    const next = forward(first, aPage({ updates: [{ id: 'm-1', seq: 2, status: 'accepted' }] }));

    expect(next.messages[0]).toMatchObject({ status: 'accepted', failure: null });
  });

  it('drops everything at a reset', () => {
    const first = forward(NOTHING, aPage({ messages: [aMessage(1)], before: 'b' }));

    const next = forward(first, aPage({ messages: [aMessage(7)], reset: true }));

    expect(next).toMatchObject({ before: null, messages: [{ seq: 7 }] });
  });

  it('puts history before what is there, and keeps where polling goes on', () => {
    const first = forward(NOTHING, aPage({ messages: [aMessage(5)], cursor: 'now', before: 'b' }));

    const next = backward(first, aPage({ messages: [aMessage(4)], cursor: null, before: null, unread: 9 }));

    expect(next).toMatchObject({ cursor: 'now', before: null, unread: 0, messages: [{ seq: 4 }, { seq: 5 }] });
  });

  it('takes fresh links and no new messages when links are renewed', () => {
    const first = forward(NOTHING, aPage({ messages: [aMessage(1)] }));
    const content = [{ contentType: 'Attachment', attachmentUrl: 'https://media.example/new' }];

    const next = refreshed(first, aPage({ messages: [aMessage(1, { content }), aMessage(2)] }));

    expect(next.messages).toHaveLength(1);
    expect(next.messages[0]?.content).toEqual(content);
  });
});
