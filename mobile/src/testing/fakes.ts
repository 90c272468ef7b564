import { signal } from '@angular/core';
import type { Call } from '../app/core/api';
import type { Answer } from '../app/core/http';
import type { Message, Offer, Page } from '../app/core/model';
import type { Settings } from '../app/core/settings';
import { en } from '../app/texts/en';
import type { Texts } from '../app/core/words';

export const SETTINGS_HERE: Settings = {
  brand: { name: 'Acme', mark: 'mark.svg', colours: { light: '#1f6b5b', dark: '#7fd6bd' } },
  tabs: { shop: {}, connect: {}, offers: {} },
  product: { name: 'Lamp', text: '', price: '', picture: '', pictureAlt: '', details: [] },
  apiBase: '',
  mediaOrigins: ['https://media.example'],
  integrationId: 'i-1',
  offersIntegrationId: 'offers',
  signIn: 'local',
  typing: true,
};

export const ENGLISH: Texts = { language: 'en', direction: 'ltr', catalogue: en };

export const ALWAYS_ON = { online: signal(true), visible: signal(true) };

/** Keeps things for as long as the test lasts. */
export class KeepInMemory {
  readonly kept = new Map<string, string>();

  read<T>(key: string): Promise<T | null> {
    const text = this.kept.get(key);
    return Promise.resolve(text === undefined ? null : (JSON.parse(text) as T));
  }

  write(key: string, value: unknown): Promise<void> {
    this.kept.set(key, JSON.stringify(value));
    return Promise.resolve();
  }

  remove(key: string): Promise<void> {
    this.kept.delete(key);
    return Promise.resolve();
  }
}

export class FilesInMemory {
  readonly kept = new Map<string, Blob>();

  write(key: string, file: Blob): Promise<void> {
    this.kept.set(key, file);
    return Promise.resolve();
  }

  read(key: string): Promise<Blob | null> {
    return Promise.resolve(this.kept.get(key) ?? null);
  }

  remove(key: string): Promise<void> {
    this.kept.delete(key);
    return Promise.resolve();
  }
}

/** Answers as it is told to and remembers what it was asked. */
export class RecordingApi {
  readonly chat = 'chat';
  readonly offers = 'offers';
  readonly uploads = 'uploads';
  readonly devices = 'devices';
  readonly calls: { method: string; path: string; body: unknown; etag?: string | null }[] = [];
  answer: (method: string, path: string) => Answer<unknown> | Promise<Answer<unknown>> = () => ok({});

  async call(method: string, path: string, { body, etag }: Call = {}): Promise<Answer<unknown>> {
    this.calls.push({ method, path, body, etag });
    return this.answer(method, path);
  }

  /** The bodies of what was said. */
  said(): { id: string; text?: string }[] {
    return this.calls.filter(({ method, path }) => method === 'POST' && path === 'chat').map(({ body }) => body as { id: string; text?: string });
  }
}

export function ok(body: unknown, etag: string | null = null): Answer<unknown> {
  return { status: 200, body, etag };
}

export function aMessage(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `m-${seq}`, type: 'Text', text: `text ${seq}`, channelTime: new Date(Date.UTC(2026, 0, 5, 9, seq)).toISOString(), content: [], seq, author: 'agent', ...more,
  };
}

export function anOffer(seq: number, more: Partial<Offer> = {}): Offer {
  return {
    id: `o-${seq}`, type: 'text', content: `offer ${seq}`, fromId: 'Acme', time: new Date(Date.UTC(2026, 0, 5, 9, seq)).toISOString(), acknowledged: false, seq, ...more,
  };
}

export function aPage(more: Partial<Page> = {}): Page {
  return { messages: [], updates: [], cursor: 'c', before: null, unread: 0, badge: 0, typing: null, reset: false, nextPollMs: 2000, ...more };
}
