import { computed, inject, Injectable, signal } from '@angular/core';
import { Files } from '../platform/files';
import { Keep } from '../platform/keep';
import { Api } from './api';
import { newId, type Draft, type Upload } from './draft';
import { Loops } from './loop';
import type { Place, Reply } from './model';
import { Problem } from './problem';
import { Session } from './session';
import { SETTINGS } from './settings';
import { Uploads } from './uploads';

const RESTING_MS = 60 * 60 * 1000;

/**
 * What was said and is not in the transcript yet. It is written down before it is sent; one message
 * at a time goes out, in the order in which they were said and under the id given here, so neither a kill of the app nor a
 * lost answer loses, doubles or reorders anything.
 */
@Injectable({ providedIn: 'root' })
export class Outbox {
  private readonly api = inject(Api);
  private readonly keep = inject(Keep);
  private readonly files = inject(Files);
  private readonly uploads = inject(Uploads);
  private readonly session = inject(Session);
  private readonly settings = inject(SETTINGS);
  private readonly kept = signal<readonly Draft[]>([]);
  private readonly loop = inject(Loops).of(() => this.sendAll());
  private writing: Promise<void> = Promise.resolve();

  readonly drafts = this.kept.asReadonly();
  /** The message that is next in line, or on its way. */
  readonly current = computed(() => this.kept().find(({ state }) => state === 'waiting')?.id);
  readonly failures = this.loop.failures;
  /** How much of the current file is there, from 0 to 1. */
  readonly progress = this.uploads.progress;

  /** Takes up what an earlier run of the app left; what was accepted is sent again, which changes nothing. */
  async open(): Promise<void> {
    const left = (await this.keep.read<Draft[]>(this.key)) ?? [];
    this.kept.set(left.map((draft) => (draft.state === 'accepted' ? { ...draft, state: 'waiting' } : draft)));
    this.loop.wake();
  }

  say(body: { text?: string; reply?: Reply; location?: Place }): Promise<void> {
    return this.add({ id: newId(), at: new Date().toISOString(), state: 'waiting', ...body });
  }

  /** The file is kept first: a message never waits for a file that is gone. */
  async sayWithFile(file: Blob, upload: Upload, text: string): Promise<void> {
    const id = newId();
    await this.files.write(id, file);
    const caption = text ? { text } : {};
    await this.add({ id, at: new Date().toISOString(), state: 'waiting', upload, ...caption });
  }

  async retry(id: string): Promise<void> {
    await this.change(id, { state: 'waiting', failure: undefined });
    this.loop.wake();
  }

  /** Forgets a message; one that is on its way is stopped if it can be. */
  async remove(id: string): Promise<void> {
    this.uploads.cancel(id);
    await this.write(this.kept().filter((draft) => draft.id !== id));
    await this.files.remove(id);
  }

  /** Forgets what the transcript shows by now. */
  async settle(shown: (id: string) => boolean): Promise<void> {
    const settled = this.kept().filter(({ id }) => shown(id));
    if (settled.length === 0) return;
    await this.write(this.kept().filter((draft) => !settled.includes(draft)));
    await Promise.all(settled.filter(({ upload }) => upload).map(({ id }) => this.files.remove(id)));
  }

  wake(): void {
    this.loop.wake();
  }

  private async add(draft: Draft): Promise<void> {
    const written = this.write([...this.kept(), draft]);
    await written;
    this.loop.wake();
  }

  private async sendAll(): Promise<number> {
    for (let next = this.next(); next; next = this.next()) await this.send(next);
    return RESTING_MS;
  }

  private next(): Draft | undefined {
    return this.kept().find(({ state }) => state === 'waiting');
  }

  private async send(draft: Draft): Promise<void> {
    try {
      const body = await this.body(draft);
      if (!this.has(draft.id)) return;
      await this.api.call('POST', this.api.chat, { body });
      await this.change(draft.id, { state: 'accepted' });
    } catch (problem) {
      await this.failed(draft, problem);
    }
  }

  private async body(draft: Draft): Promise<unknown> {
    const { nickname, firstName, lastName, idType } = this.session.user;
    const said = { id: draft.id, text: draft.text, reply: draft.reply, location: draft.location };
    const attachment = draft.upload ? { uploadId: await this.uploaded(draft, draft.upload) } : undefined;
    return { ...said, attachment, from: { nickname, firstName, lastName, idType } };
  }

  private async uploaded(draft: Draft, upload: Upload): Promise<string> {
    if (draft.uploadId) return draft.uploadId;
    const file = await this.files.read(draft.id);
    if (!file) throw new Problem(410, 'The file is gone');
    const uploadId = await this.uploads.send(draft.id, file, upload);
    await this.change(draft.id, { uploadId });
    return uploadId;
  }

  /** A passing problem goes on to the loop, which tries again later; a message that was removed meanwhile is no matter. */
  private async failed(draft: Draft, problem: unknown): Promise<void> {
    if (!this.has(draft.id)) return;
    if (!(problem instanceof Problem) || problem.isPassing) throw problem;
    const failure = problem.status === 410 ? 'lost' : problem.status === 413 ? 'tooBig' : 'refused';
    await this.change(draft.id, { state: 'failed', failure, uploadId: undefined });
  }

  private has(id: string): boolean {
    return this.kept().some((draft) => draft.id === id);
  }

  private change(id: string, change: Partial<Draft>): Promise<void> {
    return this.write(this.kept().map((draft) => (draft.id === id ? { ...draft, ...change } : draft)));
  }

  /** Writes follow one another, so that the last one stands. */
  private write(drafts: readonly Draft[]): Promise<void> {
    this.kept.set(drafts);
    this.writing = this.writing.then(() => this.keep.write(this.key, drafts));
    return this.writing;
  }

  private get key(): string {
    return `outbox/${this.settings.integrationId}/${this.session.user.id}`;
  }
}
