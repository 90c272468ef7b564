import { TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import { vi } from 'vitest';
import { ALWAYS_ON, aMessage, aPage, KeepInMemory, ok, RecordingApi, SETTINGS_HERE } from '../../testing/fakes';
import { Connection } from '../platform/connection';
import { Keep } from '../platform/keep';
import { Api } from './api';
import { ChatStore } from './chat-store';
import type { Draft } from './draft';
import type { Page } from './model';
import { Outbox } from './outbox';
import { Problem } from './problem';
import { Session } from './session';
import { SETTINGS } from './settings';

describe('the chat', () => {
  const keep = new KeepInMemory();
  let api: RecordingApi;
  let pages: Page[];

  const start = async (): Promise<ChatStore> => {
    TestBed.resetTestingModule();
    const outbox = { drafts: signal<Draft[]>([]), current: signal(undefined), failures: signal(0), open: () => Promise.resolve(), wake: () => undefined, settle: () => Promise.resolve() };
    TestBed.configureTestingModule({
      providers: [
        { provide: Api, useValue: api },
        { provide: Keep, useValue: keep },
        { provide: Outbox, useValue: outbox },
        { provide: Connection, useValue: ALWAYS_ON },
        { provide: Session, useValue: { user: { id: 'rana', nickname: 'Rana' } } },
        { provide: SETTINGS, useValue: SETTINGS_HERE },
      ],
    });
    const chat = TestBed.inject(ChatStore);
    TestBed.tick();
    await chat.open();
    return chat;
  };

  beforeEach(() => {
    keep.kept.clear();
    api = new RecordingApi();
    pages = [];
    api.answer = (method) => {
      const page = method === 'GET' ? pages.shift() : undefined;
      return page ? ok(page, `"${String(page.cursor)}"`) : { status: 304, body: undefined, etag: null };
    };
  });

  it('asks on from the cursor until there is nothing more, then with the tag of what it has', async () => {
    pages = [aPage({ messages: [aMessage(1)], cursor: 'c1', nextPollMs: 1 }), aPage({ messages: [aMessage(2)], cursor: 'c2' }), aPage({ cursor: 'c2' })];
    const chat = await start();

    chat.refresh();

    await vi.waitFor(() => expect(api.calls.length).toBeGreaterThanOrEqual(2));
    chat.refresh();
    await vi.waitFor(() => expect(chat.entries().map(({ id }) => id)).toEqual(['m-1', 'm-2']));
    expect(api.calls[1]).toMatchObject({ path: 'chat?cursor=c1&limit=100', etag: '"c1"' });
  });

  it('shows what was there last time until the server has answered', async () => {
    await keep.write('messages/i-1/rana', [aMessage(7)]);
    api.answer = () => new Promise(() => undefined);

    const chat = await start();

    expect(chat.entries().map(({ id }) => id)).toEqual(['m-7']);
  });

  it('brings history once, however often it is asked for', async () => {
    pages = [aPage({ messages: [aMessage(5)], before: 'b5' })];
    const chat = await start();
    await vi.waitFor(() => expect(chat.hasEarlier()).toBe(true));
    pages = [aPage({ messages: [aMessage(4)], before: null })];

    await Promise.all([chat.earlier(), chat.earlier()]);

    expect(api.calls.filter(({ path }) => path.includes('before=b5'))).toHaveLength(1);
    expect(chat.entries().map(({ id }) => id)).toEqual(['m-4', 'm-5']);
  });

  const marks = (): unknown[] => api.calls.filter(({ method }) => method === 'PUT').map(({ body }) => body);

  const startWithUnread = async (): Promise<ChatStore> => {
    pages = [aPage({ messages: [aMessage(5)], unread: 1, badge: 1 })];
    const chat = await start();
    await vi.waitFor(() => expect(chat.unread()).toBe(1));
    return chat;
  };

  it('sends a read mark only forward, and only while something is unread', async () => {
    const chat = await startWithUnread();

    chat.read(5);
    chat.read(4);

    await vi.waitFor(() => expect(marks()).toEqual([{ upTo: 5 }]));
    expect(chat.unread()).toBe(0);
  });

  it('counts nothing as unread again while the server has only taken note of the read mark', async () => {
    const chat = await startWithUnread();
    chat.read(5);
    await vi.waitFor(() => expect(marks()).toHaveLength(1));
    pages = [aPage({ messages: [aMessage(6)], unread: 2, badge: 3 })];

    chat.refresh();

    await vi.waitFor(() => expect(chat.entries()).toHaveLength(2));
    expect([chat.unread(), chat.badge()]).toEqual([1, 2]);
  });

  it('sends a read mark again that did not get through, and polls on meanwhile', async () => {
    const chat = await startWithUnread();
    const { answer } = api;
    api.answer = (method, path) => (method === 'PUT' ? Promise.reject(new Problem(500, 'Later.')) : answer(method, path));
    pages = [aPage({ messages: [aMessage(6)], unread: 1, badge: 1 })];
    chat.read(5);
    await vi.waitFor(() => expect([chat.failures(), chat.entries().length]).toEqual([1, 2]));
    api.answer = answer;

    chat.refresh();

    await vi.waitFor(() => expect(marks()).toEqual([{ upTo: 5 }, { upTo: 5 }]));
  });

  it('reads from the start when the conversation begins anew', async () => {
    const chat = await startWithUnread();
    chat.read(5);
    pages = [aPage({ messages: [aMessage(1)], unread: 1, reset: true })];
    chat.refresh();
    await vi.waitFor(() => expect(chat.unread()).toBe(1));

    chat.read(1);

    await vi.waitFor(() => expect(marks()).toEqual([{ upTo: 5 }, { upTo: 1 }]));
  });

  const FAILED = aMessage(5, { author: 'customer', status: 'failed', failure: { code: 'refused', message: 'No.', retryable: true } });

  const startWithFailed = async (): Promise<ChatStore> => {
    pages = [aPage({ messages: [FAILED] })];
    const chat = await start();
    await vi.waitFor(() => expect(chat.entries()).toHaveLength(1));
    return chat;
  };

  const retryAll = async (chat: ChatStore): Promise<void> => {
    for (const entry of chat.entries()) await chat.retry(entry);
  };

  const states = (chat: ChatStore): unknown[] => chat.entries().map(({ state }) => state);
  const retries = (): number => api.calls.filter(({ path }) => path === 'chat/messages/m-5/retry').length;

  it('shows a failed message as waiting from when it is to be tried again until the server has done so', async () => {
    const chat = await startWithFailed();

    await retryAll(chat);

    expect(states(chat)).toEqual(['waiting']);
    await vi.waitFor(() => expect(retries()).toBe(1));
    expect(states(chat)).toEqual(['waiting']);
    pages = [aPage({ updates: [{ id: 'm-5', seq: 5, status: 'sent' }] })];
    chat.refresh();
    await vi.waitFor(() => expect(states(chat)).toEqual(['sent']));
    expect(retries()).toBe(1);
  });

  it('shows a message as failed that has failed once more', async () => {
    const chat = await startWithFailed();
    await retryAll(chat);
    await vi.waitFor(() => expect(retries()).toBe(1));
    pages = [aPage({ updates: [{ id: 'm-5', seq: 5, status: 'failed' }] })];

    chat.refresh();

    await vi.waitFor(() => expect(states(chat)).toEqual(['failed']));
    await retryAll(chat);
    await vi.waitFor(() => expect(retries()).toBe(2));
  });

  it('hides a failed message for good', async () => {
    const failed = aMessage(1, { author: 'customer', status: 'failed' });
    pages = [aPage({ messages: [failed] })];
    const chat = await start();
    await vi.waitFor(() => expect(chat.entries()).toHaveLength(1));

    await chat.remove(chat.entries()[0]!);

    expect(chat.entries()).toEqual([]);
    expect(keep.kept.get('hidden/i-1/rana')).toBe('["m-1"]');
  });
});
