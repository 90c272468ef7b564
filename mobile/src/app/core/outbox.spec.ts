import { TestBed } from '@angular/core/testing';
import { vi } from 'vitest';
import { ALWAYS_ON, FilesInMemory, KeepInMemory, ok, RecordingApi, SETTINGS_HERE } from '../../testing/fakes';
import { Connection } from '../platform/connection';
import { Files } from '../platform/files';
import { Keep } from '../platform/keep';
import { Api } from './api';
import { Outbox } from './outbox';
import { Problem } from './problem';
import { Session } from './session';
import { SETTINGS } from './settings';
import { Uploads } from './uploads';

const PHOTO = { mime: 'image/jpeg', bytes: 3, filename: 'a.jpg' };

describe('the outbox', () => {
  const keep = new KeepInMemory();
  const files = new FilesInMemory();
  let api: RecordingApi;
  let sendFile: (id: string) => Promise<string>;

  const start = async (): Promise<Outbox> => {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        { provide: Api, useValue: api },
        { provide: Keep, useValue: keep },
        { provide: Files, useValue: files },
        { provide: Connection, useValue: ALWAYS_ON },
        { provide: Session, useValue: { user: { id: 'rana', nickname: 'Rana', idType: 'Email' } } },
        { provide: SETTINGS, useValue: SETTINGS_HERE },
        { provide: Uploads, useValue: { send: (id: string) => sendFile(id), cancel: () => undefined, progress: () => 0 } },
      ],
    });
    const outbox = TestBed.inject(Outbox);
    TestBed.tick();
    await outbox.open();
    return outbox;
  };

  beforeEach(() => {
    keep.kept.clear();
    files.kept.clear();
    api = new RecordingApi();
    sendFile = (id) => Promise.resolve(`upload of ${id}`);
  });

  it('sends in the order in which things were said', async () => {
    const outbox = await start();

    void outbox.say({ text: 'one' });
    void outbox.say({ text: 'two' });

    await vi.waitFor(() => expect(api.said().map(({ text }) => text)).toEqual(['one', 'two']));
  });

  it('says who it is with each message', async () => {
    const outbox = await start();

    void outbox.say({ text: 'one' });

    await vi.waitFor(() => expect(api.calls[0]?.body).toMatchObject({ from: { nickname: 'Rana', idType: 'Email' } }));
  });

  it('writes a message down before it sends it', async () => {
    api.answer = () => new Promise(() => undefined);
    const outbox = await start();

    await outbox.say({ text: 'kept' });

    expect([...keep.kept.values()].join('')).toContain('kept');
  });

  it('sends what an earlier run left under the id it had, and before what is new', async () => {
    api.answer = () => Promise.reject(new Problem(0, 'killed'));
    await (await start()).say({ text: 'before the kill' });
    const [{ id }] = api.said() as [{ id: string }];
    api = new RecordingApi();

    const outbox = await start();
    void outbox.say({ text: 'after it' });

    await vi.waitFor(() => expect(api.said().map(({ text }) => text)).toEqual(['before the kill', 'after it']));
    expect(api.said()[0]?.id).toBe(id);
  });

  it('holds the later ones back while the first cannot go', async () => {
    api.answer = () => Promise.reject(new Problem(503, 'later'));
    const outbox = await start();

    await outbox.say({ text: 'one' });
    await outbox.say({ text: 'two' });

    expect(new Set(api.said().map(({ text }) => text))).toEqual(new Set(['one']));
    expect(outbox.drafts().map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });

  it('lets the later ones go when the first is refused for good', async () => {
    api.answer = () => (api.said().length === 1 ? Promise.reject(new Problem(422, 'no')) : ok({}));
    const outbox = await start();

    await outbox.say({ text: 'bad' });
    await outbox.say({ text: 'good' });

    await vi.waitFor(() => expect(outbox.drafts().map(({ state }) => state)).toEqual(['failed', 'accepted']));
  });

  it('tries again under the same id', async () => {
    api.answer = () => (api.said().length === 1 ? Promise.reject(new Problem(422, 'no')) : ok({}));
    const outbox = await start();
    await outbox.say({ text: 'bad' });
    await vi.waitFor(() => expect(outbox.drafts()[0]?.state).toBe('failed'));

    await outbox.retry(outbox.drafts()[0]?.id ?? '');

    await vi.waitFor(() => expect(api.said()).toHaveLength(2));
    expect(api.said()[0]?.id).toBe(api.said()[1]?.id);
  });

  it('uploads a file once, even if the message needs two tries', async () => {
    const uploaded: string[] = [];
    sendFile = (id) => Promise.resolve(`slot ${uploaded.push(id)}`);
    api.answer = () => (api.said().length === 1 ? Promise.reject(new Problem(503, 'later')) : ok({}));
    const outbox = await start();
    await outbox.sayWithFile(new Blob(['abc']), PHOTO, 'look');

    await vi.waitFor(() => expect(api.said()).toHaveLength(1));
    outbox.wake();

    await vi.waitFor(() => expect(api.said()[1]).toMatchObject({ text: 'look', attachment: { uploadId: 'slot 1' } }));
    expect(uploaded).toHaveLength(1);
  });

  it('does not send what was removed while its file went up, and goes on', async () => {
    let isThere: (uploadId: string) => void = () => undefined;
    sendFile = () => new Promise((resolve) => (isThere = resolve));
    const outbox = await start();
    await outbox.sayWithFile(new Blob(['abc']), PHOTO, 'no, not this');
    await vi.waitFor(() => expect(isThere.length).toBe(1));

    await outbox.remove(outbox.drafts()[0]?.id ?? '');
    void outbox.say({ text: 'goes on' });
    isThere('too late');

    await vi.waitFor(() => expect(api.said().map(({ text }) => text)).toEqual(['goes on']));
  });

  it('says so when the file of a message is gone', async () => {
    sendFile = () => new Promise(() => undefined);
    await (await start()).sayWithFile(new Blob(['abc']), PHOTO, '');
    files.kept.clear();

    const outbox = await start();

    await vi.waitFor(() => expect(outbox.drafts()).toMatchObject([{ state: 'failed', failure: 'lost' }]));
  });

  it('forgets what the transcript shows, and its file', async () => {
    const outbox = await start();
    await outbox.sayWithFile(new Blob(['abc']), PHOTO, '');

    await outbox.settle(() => true);

    expect(outbox.drafts()).toEqual([]);
    expect(files.kept.size).toBe(0);
  });
});
