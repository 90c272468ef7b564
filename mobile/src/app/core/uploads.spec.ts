import { TestBed } from '@angular/core/testing';
import { vi } from 'vitest';
import { ok, RecordingApi } from '../../testing/fakes';
import { Api } from './api';
import { Problem } from './problem';
import { Uploads } from './uploads';

const PHOTO = { mime: 'image/jpeg', bytes: 3, filename: 'a.jpg' };
const SLOT = { uploadId: 'u-1', url: 'https://media.example/u-1', headers: {} };

/** A server that takes the connection and never answers. */
class SilentRequest {
  static readonly sent: SilentRequest[] = [];
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onabort?: () => void;

  open(): void {
    return;
  }

  send(): void {
    SilentRequest.sent.push(this);
  }

  abort(): void {
    this.onabort?.();
  }
}

describe('an upload', () => {
  let api: RecordingApi;
  let uploads: Uploads;
  const sending = () => uploads.send('m-1', new Blob(['abc']), PHOTO).catch((problem: unknown) => problem);

  beforeEach(() => {
    SilentRequest.sent.length = 0;
    vi.stubGlobal('XMLHttpRequest', SilentRequest);
    api = new RecordingApi();
    api.answer = () => ok(SLOT);
    TestBed.configureTestingModule({ providers: [{ provide: Api, useValue: api }] });
    uploads = TestBed.inject(Uploads);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is not begun when it is cancelled before its slot is open', async () => {
    const end = sending();

    uploads.cancel('m-1');

    expect(await end).toEqual(new Problem(0, 'Stopped'));
    expect(SilentRequest.sent).toEqual([]);
  });

  it('is stopped while it goes', async () => {
    const end = sending();
    await vi.waitFor(() => expect(SilentRequest.sent).toHaveLength(1));

    uploads.cancel('m-1');

    expect(await end).toEqual(new Problem(0, 'Stopped'));
  });

  it('is given up, for another try, when nothing has moved for half a minute', async () => {
    vi.useFakeTimers();
    const end = sending();
    await vi.waitFor(() => expect(SilentRequest.sent).toHaveLength(1));

    await vi.advanceTimersByTimeAsync(29_000);
    SilentRequest.sent[0]?.upload.onprogress?.({ loaded: 1, total: 4 });
    await vi.advanceTimersByTimeAsync(29_000);
    expect(uploads.progress()).toBe(0.25);
    await vi.advanceTimersByTimeAsync(2_000);

    expect(await end).toMatchObject({ isPassing: true });
  });
});
