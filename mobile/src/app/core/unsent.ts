import { inject, Injectable, signal } from '@angular/core';
import { Keep } from '../platform/keep';
import { Api } from './api';
import { Session } from './session';
import { SETTINGS } from './settings';

const REST_MS = 250;
const TYPING_MS = 4500;

/** The text that is being written: kept through a kill of the app, and told to the agent as typing. */
@Injectable({ providedIn: 'root' })
export class Unsent {
  private readonly keep = inject(Keep);
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly settings = inject(SETTINGS);
  private readonly written = signal('');
  private timer?: ReturnType<typeof setTimeout>;
  private toldAt = 0;

  readonly text = this.written.asReadonly();

  async open(): Promise<void> {
    this.written.set((await this.keep.read<string>(this.key)) ?? '');
    addEventListener('pagehide', () => void this.note());
  }

  write(text: string): void {
    this.written.set(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.note(), REST_MS);
    if (text.trim()) this.tell();
  }

  /** Takes the text to send it. */
  async take(): Promise<string> {
    const text = this.written().trim();
    clearTimeout(this.timer);
    this.written.set('');
    this.toldAt = 0;
    await this.note();
    return text;
  }

  /** A lost notice is no matter: the next one follows soon. */
  private tell(): void {
    if (!this.settings.typing || Date.now() - this.toldAt < TYPING_MS) return;
    this.toldAt = Date.now();
    this.api.call('POST', `${this.api.chat}/typing`).catch(() => (this.toldAt = 0));
  }

  private note(): Promise<void> {
    return this.keep.write(this.key, this.written());
  }

  private get key(): string {
    return `unsent/${this.settings.integrationId}/${this.session.user.id}`;
  }
}
